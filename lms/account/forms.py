"""The forms of the account; that of signing in is in `web.forms`, because a session can end on any page."""

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, PasswordField, StringField, TextAreaField
from wtforms.validators import InputRequired, ValidationError

from lms.people import secrecy
from lms.people.handles import LONGEST, folded, is_well_formed
from lms.people.models import Person
from lms.people.secrecy import LONGEST_PASSPHRASE, SHORTEST_PASSPHRASE, plain
from lms.web.forms import Form, between
from lms.web.host import people_of_host


def new_passphrase(label: str) -> PasswordField:
    """A field for a passphrase that is being chosen."""
    return PasswordField(
        label,
        [
            InputRequired(_l("Choose a passphrase.")),
            between(
                SHORTEST_PASSPHRASE,
                LONGEST_PASSPHRASE,
                _l("Make it at least 10 letters long: three or four words are easy to remember."),
                _l("Make it at most 200 letters long."),
            ),
        ],
        filters=[lambda typed: typed and plain(typed)],  # what is hashed must be long enough, not spaces around it
    )


def refuse_handle(passphrase: str | None, handle: str | None) -> None:
    """:raises ValidationError: when the passphrase is the handle"""
    if handle and folded(passphrase or "") == folded(handle):
        raise ValidationError(gettext("Choose something other than your handle: everybody can see that."))


class JoinForm(Form):
    handle = StringField(_l("Handle"), [InputRequired(_l("Choose a handle, or take the suggested one."))])
    passphrase = new_passphrase(_l("Passphrase"))

    def validate_handle(self, field):
        if not is_well_formed((field.data or "").strip()):
            raise ValidationError(str(_l("Use 3 to 40 letters or digits; - _ and . may stand between them.")))

    def validate_passphrase(self, field):
        refuse_handle(field.data, self.handle.data)


class RecoverForm(Form):
    handle = StringField(
        _l("Handle"), [InputRequired(_l("Type your handle.")), between(0, LONGEST * 2, "", _l("Too long."))]
    )
    words = TextAreaField(
        _l("The six words"),
        [
            InputRequired(_l("Type the six words from your paper.")),
            between(0, 300, "", _l("Too long: type six words.")),
        ],
    )
    passphrase = new_passphrase(_l("New passphrase"))

    def six_words(self) -> list[str]:
        return secrecy.typed_words(self.words.data or "")

    def validate_words(self, field):
        typed = self.six_words()
        if unknown := secrecy.unknown_words(typed):
            raise ValidationError(_unknown(unknown))
        if len(typed) != secrecy.RECOVERY_WORDS:
            raise ValidationError(
                ngettext("This is %(num)s word: type all six.", "These are %(num)s words: type six.", len(typed))
            )

    def validate_passphrase(self, field):
        refuse_handle(field.data, self.handle.data)


class ProofForm(Form):
    """Whoever is signed in proves once more who they are."""

    passphrase = PasswordField(
        _l("Your passphrase"),
        [InputRequired(_l("Type your passphrase.")), between(0, LONGEST_PASSPHRASE, "", _l("Too long."))],
    )

    def proves(self, person: Person) -> bool:
        """Whether the passphrase is the person's; if not, the form says so."""
        right = secrecy.is_hash_of(person.passphrase_hash, self.passphrase.data)
        if not right:
            self.passphrase.errors = [gettext("This is not your passphrase. Look at it once more.")]
        return right

    def say_outdated(self) -> None:
        self.trouble.append(
            gettext("Another device changed this at the same moment. Nothing was changed here. Load the page again.")
        )


class PassphraseForm(ProofForm):
    passphrase = PasswordField(
        _l("The passphrase you have"),
        [InputRequired(_l("Type the passphrase you have.")), between(0, LONGEST_PASSPHRASE, "", _l("Too long."))],
    )
    new = new_passphrase(_l("New passphrase"))

    def __init__(self, handle: str = "", **filled):
        super().__init__(**filled)
        self.handle = handle

    def validate_new(self, field):
        refuse_handle(field.data, self.handle)
        if plain(field.data or "") == plain(self.passphrase.data or ""):
            raise ValidationError(gettext("This is the one you have. Choose another."))


def _unknown(words: list[str]) -> str:
    quoted = ", ".join(f"“{word}”" for word in words)
    return ngettext(
        "%(words)s is not one of the words: look once more.",
        "%(words)s are not among the words: look once more.",
        len(words),
        words=quoted,
    )


class EraseForm(ProofForm):
    """Where people sign in with the site around ours there is no passphrase to prove anything with: the tick is all."""

    def __init__(self, **filled):
        super().__init__(**filled)
        if people_of_host():
            del self.passphrase

    def proves(self, person: Person) -> bool:
        return people_of_host() is not None or super().proves(person)

    understood = BooleanField(
        _l("I understand that this cannot be undone."),
        [InputRequired(_l("Tick this if you want to erase the account."))],
    )
