"""The day is that of UTC, wherever the server and the learner are."""

from datetime import UTC, date, datetime, timedelta, timezone

from lms.db import days


def test_the_day_is_that_of_utc_although_the_clock_on_the_wall_says_another(monkeypatch):
    late_in_cairo = datetime(2026, 5, 13, 1, 30, tzinfo=timezone(timedelta(hours=3)))

    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return late_in_cairo.astimezone(tz)

    monkeypatch.setattr(days, "datetime", Clock)
    assert Clock.now(UTC).tzinfo is UTC
    assert days.today() == date(2026, 5, 12)
