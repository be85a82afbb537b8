"""What an entry is, how entries are chained, how anyone checks a chain again."""
