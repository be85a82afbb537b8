"""The only room that touches the database: actions, reads, journal, tables."""
