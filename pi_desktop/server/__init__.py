"""The team's server: takes in what laptops send, merges it, and gives each laptop what its person may see."""
