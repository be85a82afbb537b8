"""Claims: reads the numbers somebody wrote in a text and holds them against figures."""
