"""How this city runs it: settings, addresses, command line."""
