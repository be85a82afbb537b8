"""Bulletins and served papers, every number in them a figure that can be asked where it comes from."""
