"""The encrypted file on the laptop: opening it, writing to it, finding things in it."""
