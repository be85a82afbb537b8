"""Claims held against figures: linked by the pack's words, judged with what was computed."""
