"""What stops a tour."""

from pi_desktop.errors import DeskError


class TourStopped(DeskError):
    """The tour stopped at “{step}”: {what}."""
