"""The numbers of English sentences, and what they are about."""
