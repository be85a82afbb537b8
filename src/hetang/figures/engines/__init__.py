"""Ways to answer what a plan asks: relational SQL text, and columns; all pass one suite."""
