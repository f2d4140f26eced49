"""Days, not times: the UTC day is the finest time we keep (DESIGN 6)."""

from datetime import UTC, date, datetime


def today() -> date:
    """The UTC day."""
    return datetime.now(UTC).date()
