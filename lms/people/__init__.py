"""People: accounts without e-mail, known by a handle, and who may do what."""

from lms.db.wiping import wipe_deleted
from lms.people.audit import forget_old_audit
from lms.people.erased import list_erased
from lms.people.erasing import erase_unused
from lms.people.host_people import BINDING
from lms.people.invitations import forget_old_invitations
from lms.people.personal_data import ACCOUNT, DEVICES
from lms.people.staff_data import STAFF
from lms.registry import Registries


def plug_in(registries: Registries) -> None:
    registries.work.add("forget_old_audit", forget_old_audit)
    registries.work.add("forget_old_invitations", forget_old_invitations)
    registries.personal_data.add("account", ACCOUNT)
    registries.personal_data.add("devices", DEVICES)
    registries.personal_data.add("host", BINDING)
    registries.personal_data.add("staff", STAFF)
    registries.work.add("erase_unused", erase_unused)
    registries.work.add("list_erased", list_erased)
    registries.work.add("wipe_deleted", wipe_deleted)
