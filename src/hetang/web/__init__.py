"""Parse, call one action or one read, render."""
