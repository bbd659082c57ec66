"""Keys: who may open the records on this laptop, and how. Empty, because start-up passes through here."""
