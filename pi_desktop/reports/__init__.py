"""What leaves the program: outputs, outcomes, extracts and documents."""
