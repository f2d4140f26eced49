"""The forms of joining and erasing; that of signing in is in `web.forms`, because a session can end on any page."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, PasswordField, StringField
from wtforms.validators import InputRequired, ValidationError

from lms.people.handles import folded, is_well_formed
from lms.people.secrecy import LONGEST_PASSPHRASE, SHORTEST_PASSPHRASE, plain
from lms.web.forms import Form, between


class JoinForm(Form):
    handle = StringField(_l("Handle"), [InputRequired(_l("Choose a handle, or take the suggested one."))])
    passphrase = PasswordField(
        _l("Passphrase"),
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

    def validate_handle(self, field):
        if not is_well_formed((field.data or "").strip()):
            raise ValidationError(str(_l("Use 3 to 40 letters or digits; - _ and . may stand between them.")))

    def validate_passphrase(self, field):
        if self.handle.data and folded(field.data or "") == folded(self.handle.data):
            raise ValidationError(str(_l("Choose something other than your handle: everybody can see that.")))


class EraseForm(Form):
    passphrase = PasswordField(
        _l("Passphrase"),
        [InputRequired(_l("Type your passphrase.")), between(0, LONGEST_PASSPHRASE, "", _l("Too long."))],
    )
    understood = BooleanField(
        _l("I understand that this cannot be undone."),
        [InputRequired(_l("Tick this if you want to erase the account."))],
    )
