"""Rules by which a text agrees with itself or does not."""
