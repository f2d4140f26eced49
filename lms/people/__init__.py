"""People: accounts without e-mail, known by a handle, and who may do what."""

from lms.db.wiping import wipe_deleted
from lms.people.erased import list_erased
from lms.people.erasing import erase_unused
from lms.people.personal_data import ACCOUNT, DEVICES
from lms.registry import Registries


def plug_in(registries: Registries) -> None:
    registries.personal_data.add("account", ACCOUNT)
    registries.personal_data.add("devices", DEVICES)
    registries.work.add("erase_unused", erase_unused)
    registries.work.add("list_erased", list_erased)
    registries.work.add("wipe_deleted", wipe_deleted)
