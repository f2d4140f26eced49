"""What can go wrong, named; each message says what to do next."""


class LmsError(Exception):
    """The root of every error of ours; its text may be shown to the person who caused it."""


class SettingsError(LmsError):
    """A setting is missing, wrong, or does not fit what is installed."""


class CannotMount(LmsError):
    """`LMS(app)` was called in a way that cannot work."""


class PlugInMissing(LmsError):
    """A name is used that no installed plug-in registers."""


class PlugInBroken(LmsError):
    """An installed plug-in cannot be loaded; the app refuses to start."""


class PlugInDoubled(LmsError):
    """Two plug-ins register one name; the app refuses to start."""


class WriteOutsideSaving(LmsError):
    """Something tried to write in a transaction that was opened for reading (DESIGN 10)."""


class PeopleOfHost(LmsError):
    """A page about signing in with us was asked for, within a site that knows its people itself."""


class PermissionRefused(LmsError):
    """The person may not do this; `people/access.py` says who may."""


class CourseFault(LmsError):
    """A course cannot be loaded; the faults, each with file and line, are in `faults`."""

    def __init__(self, faults):
        self.faults = list(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))
