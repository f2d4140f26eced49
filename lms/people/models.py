"""A person with an account, and the devices that are signed in."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Base


class Person(Base):
    """Anybody with an account. No name, no e-mail, no address: a handle and what proves it.

    The last three say something about the person; they are empty unless the person chose to say it.
    """

    __tablename__ = "lms_person"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    handle: Mapped[str] = mapped_column(String(40))  #: as chosen
    handle_folded: Mapped[str] = mapped_column(String(80), unique=True)  #: what two handles are compared by
    passphrase_hash: Mapped[str] = mapped_column(String(200))  #: argon2id
    recovery_hash: Mapped[str] = mapped_column(String(200))  #: argon2id of the six words
    language: Mapped[str] = mapped_column(String(35))  #: BCP 47; where `/` leads when signed in
    joined_on: Mapped[date]  #: UTC
    text_key: Mapped[str | None] = mapped_column(String(120))  #: opens what the person keeps here; see `kept_key`
    country: Mapped[str | None] = mapped_column(String(2))  #: ISO 3166-1 alpha-2
    organisation_type: Mapped[str | None] = mapped_column(String(40))  #: one of `details.ORGANISATION_TYPES`
    gender: Mapped[str | None] = mapped_column(String(60))  #: one of `details.GENDERS`, or own words
    used_on: Mapped[date | None]  #: UTC; the day of the last sign-in, which retention counts from


class SignIn(Base):
    """One device that is signed in; the row goes when it signs out, and the cookie is worth nothing from then on."""

    __tablename__ = "lms_sign_in"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("lms_person.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    signed_in_on: Mapped[date]  #: UTC
