"""Reads a city pack whole; gives frozen declarations and every error in it."""
