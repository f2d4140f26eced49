"""What a test of the doctor looks for."""

from lms.doctor.finding import Finding

BASE_URL = "https://learn.example.org"


def one(found: list[Finding], words: str, stops: bool) -> None:
    matching = [finding for finding in found if words in finding.what]
    assert len(matching) == 1, [str(finding) for finding in found]
    assert matching[0].stops == stops
    assert matching[0].mend or matching[0].about == "settings"
