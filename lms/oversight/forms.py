"""Forms of the pages about people."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from lms.people.handles import LONGEST
from lms.people.roles import Held, Role
from lms.web.forms import Form, between
from lms.web.roles import CourseName

EVERYTHING = ""  #: in place of a course's address


class FindForm(Form):
    handle = StringField(
        _l("Handle"),
        [
            InputRequired(_l("Type the whole handle, as the person gave it to you.")),
            between(0, LONGEST * 2, "", _l("A handle is not as long as that.")),
        ],
    )


def in_the_list(_form, field):
    if field.data not in {choice.value for choice in field.choices}:
        raise ValidationError(_("Choose one of the list."))


class RoleForm(Form):
    """A role, and where."""

    role = SelectField(_l("Role"), [in_the_list], validate_choice=False)
    course = SelectField(_l("Where"), [in_the_list], validate_choice=False)

    def __init__(self, courses: tuple[CourseName, ...], **filled):
        super().__init__(**filled)
        self.courses = courses
        self.role.choices = [
            SelectChoice(Role.TRAINER.value, _("Trainer")),
            SelectChoice(Role.MANAGER.value, _("Manager")),
            SelectChoice(Role.LEARNER.value, _("Learner")),
            SelectChoice(Role.OPERATOR.value, _("Operator")),
        ]
        self.course.choices = [
            SelectChoice(EVERYTHING, _("Everything")),
            *(SelectChoice(each.address, each.title) for each in courses),
        ]

    def validate_course(self, field):
        if self.role.data == Role.OPERATOR and field.data != EVERYTHING:
            raise ValidationError(_("An operator looks after the whole site: choose “Everything”."))

    @property
    def held(self) -> Held:
        """What a valid form says."""
        course = next((each.course_id for each in self.courses if each.address == self.course.data), None)
        return Held(Role(self.role.data), course)
