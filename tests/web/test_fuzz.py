"""Every route, form and call of the API, with whatever one can send: never a 500, and nothing of another person."""

import os

import pytest

from tests.profile import THOROUGH
from tests.web.fuzz.drive import Run

REQUESTS = int(os.environ.get("LMS_FUZZ_REQUESTS") or (20_000 if THOROUGH else 800))
SEED = os.environ.get("LMS_FUZZ_SEED", "1")
SHARES = 4 if REQUESTS > 2000 else 1  #: so that both cores have something to do


#: Werkzeug and Flask-Compress leave a file to the garbage collector, of a form that breaks off or that is compressed
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("share", range(SHARES))
def test_whatever_is_sent_nothing_breaks_and_nobody_sees_or_changes_what_is_anothers(app, share):
    run = Run(app, f"{SEED}.{share}")
    report = run.go(-(-REQUESTS // SHARES))
    print(f"{report.sent} requests in {report.seconds:.0f} s: {dict(sorted(report.statuses.items()))}")
    assert report.faults == [], "\n\n".join(report.faults)
    assert {route.name for route in run.shapes.routes} - report.reached == set(), "fuzzed at the door only"
    assert report.sent >= REQUESTS // SHARES
