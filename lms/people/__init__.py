"""People: accounts without e-mail, known by a handle, and who may do what."""

from lms.people.audit import forget_old_audit
from lms.people.invitations import forget_old_invitations
from lms.registry import Registries


def plug_in(registries: Registries) -> None:
    registries.work.add("forget_old_audit", forget_old_audit)
    registries.work.add("forget_old_invitations", forget_old_invitations)
