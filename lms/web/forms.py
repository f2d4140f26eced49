"""The base of every form: our own, translated messages; the gate looks at the token, once for all forms."""

from urllib.parse import urlsplit

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Form as WTForm
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, ValidationError

from lms.people.handles import LONGEST
from lms.people.secrecy import LONGEST_PASSPHRASE


class Form(WTForm):
    """A form filled from what this request sent."""

    #: form-wide errors, beside those of the fields
    trouble: list[str]

    def __init__(self, empty: bool = False, **filled):
        """:param empty: for the page of another form: what was sent is not this form's"""
        super().__init__(request.form if request.method == "POST" and not empty else None, **filled)
        self.trouble = []

    def validate(self, extra_validators=None) -> bool:
        """Also false, with the words for it, when the page was too old to be sent."""
        return super().validate(extra_validators) and not self.trouble


def between(shortest: int, longest: int, too_short, too_long):
    """A length in letters, with a message for each end."""

    def check(_form, field):
        if len(field.data or "") < shortest:
            raise ValidationError(str(too_short))
        if len(field.data or "") > longest:
            raise ValidationError(str(too_long))

    return check


class SignInForm(Form):
    handle = StringField(
        _l("Handle"), [InputRequired(_l("Type your handle.")), between(0, LONGEST * 2, "", _l("Too long."))]
    )
    passphrase = PasswordField(
        _l("Passphrase"),
        [InputRequired(_l("Type your passphrase.")), between(0, LONGEST_PASSPHRASE, "", _l("Too long."))],
    )


def page_expired() -> str:
    return gettext("This page was open for too long. Please send it once more: nothing you typed is lost.")


def safe_next(address: str | None) -> str | None:
    """An address of this site, to go back to; None for anything that might lead elsewhere."""
    address = address or ""
    if not address.startswith("/") or address.startswith(("//", "/\\")) or len(address) > 500:
        return None
    if any(ord(letter) < 33 or letter == "\\" for letter in address):
        return None
    parts = urlsplit(address)
    return None if parts.scheme or parts.netloc else address
