"""Benchmarks: each prints ratios against a named rival of the same run and writes JSON; none asserts a time."""
