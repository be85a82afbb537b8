"""One module a screen area: each view parses, calls one action or read of the office, renders."""
