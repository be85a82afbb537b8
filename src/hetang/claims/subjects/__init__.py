"""What the numbers of a Chinese text are about: subjects, times, places, changes."""
