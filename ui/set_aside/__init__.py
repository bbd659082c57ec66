"""What the team's server could not take: shown, exported, sent again."""
