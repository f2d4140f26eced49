"""A zero character, which no keyboard has, is refused alike on every database, and a number too large is no page."""

import pytest

from tests.oversight.conftest import give, operator, staff_member

__all__ = ["give", "operator", "staff_member"]


@pytest.mark.parametrize("path", ["/en/courses/%00", "/en/courses/t1/m1/%00", "/media/%00.svg"])
def test_an_address_with_a_zero_is_no_page(visit, path):
    assert visit.client.get(path).status_code == 404


def test_a_question_with_a_zero_is_refused(visit):
    assert visit("/en/search?q=%00", status=400).heading == "This could not be read"


def test_a_form_with_a_zero_is_refused_and_nothing_is_saved(visit):
    told = visit("/en/sign-in").send("sign-in", handle="calm\0river", passphrase="three plain words")
    assert told.status == 400
    assert "Nothing was saved" in told.text


def test_a_form_with_a_field_without_a_name_is_refused(learner):
    fields = dict(learner("/en/account/details").form("details").form_values())
    parts = [f'name="{name}"\r\n\r\n{value or ""}' for name, value in fields.items()]
    body = "".join(f"--b\r\nContent-Disposition: form-data; {part}\r\n" for part in [*parts, "\r\n\r\nx"]) + "--b--\r\n"
    kind = "multipart/form-data; boundary=b"
    assert learner.client.post("/en/account/details", data=body, content_type=kind).status_code == 400


def test_a_report_of_a_number_that_no_report_can_have_is_no_page(operator):
    assert operator.client.post(f"/en/studio/reports/{2**31}").status_code == 404
