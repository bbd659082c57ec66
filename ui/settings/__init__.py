"""How the program looks, and what it knows of this laptop."""
