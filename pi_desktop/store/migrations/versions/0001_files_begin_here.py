"""Files begin here: a new file is made from the record declarations and stamped, so there is nothing to do."""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Nothing: no file is older."""
