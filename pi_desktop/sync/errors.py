"""What can stand between a laptop and the team's server, in the words that the person reads."""

from pi_desktop.errors import DeskError


class SyncError(DeskError):
    """Synchronising did not work this time. Everything is saved on this laptop and will sync later."""


class NoConnection(SyncError):
    """Working offline. Everything is saved on this laptop and will sync when there is a connection."""


class SignInPage(SyncError):
    """This network shows a sign-in page instead of the team's server. Please sign in to it, or carry on offline."""


class NotOurServer(SyncError):
    """The address of the team's server is answered by something else. Please tell your administrator."""


class ServerTrouble(SyncError):
    """The team's server has a problem at the moment. Everything is saved on this laptop and will sync later."""


class NotAdmitted(SyncError):
    """The team's server does not admit this laptop any more. Please ring your clinical lead."""


class CodeNotAccepted(SyncError):
    """This enrolment code was not accepted: it may be used up or too old. Please ask for a new one."""


class NotThereYet(SyncError):
    """This attachment is not at the team's server yet. It will be fetched once it is."""


class ContentUnfit(SyncError):
    """This attachment is not what its record says, so it was not passed on. What is on this laptop stays here."""


class TooOld(SyncError):
    """The team's server could not read what this version of the program sends. Please update the program."""
