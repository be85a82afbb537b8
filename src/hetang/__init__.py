"""Hetang: decisions into deeds, deeds into verified facts, facts into figures that can be opened."""
