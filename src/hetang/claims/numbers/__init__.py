"""The numbers of a Chinese text: numerals, units, relations, and what is no claim."""
