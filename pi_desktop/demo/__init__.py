"""An invented team, for trying the program and for its tests. Everybody in it is made up."""
