"""Benchmarks: each sets Hetang beside a rival that gives the same answer, and prints the ratio against its bar."""

NAMES = (
    "appends", "imports", "verify", "rebuild", "figures", "bulletins", "matters", "claims_planted", "claims_speed",
    "claims_reading",
)
ON_BOTH_DATABASES = ("appends", "matters")
