"""The form of what a person may say about themselves; nothing in it is required."""

import unicodedata
from typing import Self

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import ValidationError

from lms.people.details import GENDERS, LONGEST_GENDER, ORGANISATION_TYPES, Details
from lms.web.countries import country_names
from lms.web.forms import Form, between
from lms.web.language import current_language

OWN_WORDS = "own"
RATHER_NOT = _l("I would rather not say")
ORGANISATIONS = {
    "ngo": _l("NGO"),
    "trade_union": _l("Trade union"),
    "lawyers_network": _l("Lawyers’ network"),
    "faith_based": _l("Faith-based organisation"),
    "migrant_community": _l("Migrant community organisation"),
    "human_rights_institution": _l("National human rights institution"),
    "government": _l("Government"),
    "private_sector": _l("Private sector"),
    "other": _l("Another kind"),
}
GENDER_WORDS = {"woman": _l("Woman"), "man": _l("Man")}
assert tuple(ORGANISATIONS) == ORGANISATION_TYPES and tuple(GENDER_WORDS) == GENDERS


def choice(label: str, offered) -> SelectField:
    """One of those offered, or rather not.

    :param offered: a callable that returns pairs of value and label
    """

    def choices() -> list[SelectChoice]:
        return [SelectChoice("", str(RATHER_NOT)), *(SelectChoice(value, str(words)) for value, words in offered())]

    def check(_form, field):
        if field.data and field.data not in {value for value, _words in offered()}:
            raise ValidationError(gettext("Choose one from the list."))

    return SelectField(label, [check], choices=choices, validate_choice=False)


class DetailsForm(Form):
    country = choice(_l("Country"), lambda: country_names(current_language()))
    organisation_type = choice(_l("Kind of organisation"), ORGANISATIONS.items)
    gender = choice(_l("Gender"), lambda: (*GENDER_WORDS.items(), (OWN_WORDS, _l("In my own words:"))))
    gender_words = StringField(
        _l("Gender, in your own words"),
        [between(0, LONGEST_GENDER, "", _l("Make it at most 60 letters long."))],
        filters=[lambda typed: typed and _one_line(typed)],
    )

    @classmethod
    def showing(cls, details: Details) -> Self:
        """Filled with what was said before."""
        is_own = details.gender is not None and details.gender not in GENDERS
        return cls(
            country=details.country or "",
            organisation_type=details.organisation_type or "",
            gender=OWN_WORDS if is_own else details.gender or "",
            gender_words=details.gender if is_own else "",
        )

    def validate_gender(self, field):
        if field.data == OWN_WORDS and not self.gender_words.data:
            raise ValidationError(gettext("Write it in your own words below, or choose another answer."))
        if field.data in GENDERS and self.gender_words.data:
            raise ValidationError(gettext("Choose “In my own words”, or empty the field below."))

    def details(self) -> Details:
        """What was said; own words count also when the list above them was left alone."""
        gender = self.gender.data if self.gender.data in GENDERS else self.gender_words.data
        return Details(self.country.data or None, self.organisation_type.data or None, gender or None)


def _one_line(typed: str) -> str:
    return " ".join("".join(" " if unicodedata.category(letter) == "Cc" else letter for letter in typed).split())
