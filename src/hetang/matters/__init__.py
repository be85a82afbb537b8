"""What the city has taken on: pure decisions from history and an act to an entry or a refusal."""
