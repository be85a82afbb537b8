"""One module a command: `arguments(parser)`, `run(args) -> int`, and NEEDS_DJANGO = True where the database is touched."""
