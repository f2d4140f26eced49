"""Why a backup is not made, or not put back; nothing was changed then."""

from lms.errors import LmsError


class BackupRefused(LmsError):
    """It cannot be done; the text says why, and what to do."""


class Interrupted(LmsError):
    """It failed when data was being replaced; the text says how to end it."""
