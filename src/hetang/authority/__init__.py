"""Who may do and see what, where, on whose behalf: pure functions over grants."""
