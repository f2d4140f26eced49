"""What the tests of backup and restore take from the houses."""

from tests.houses import backup, furnished, house, made, run

__all__ = ["backup", "furnished", "house", "made", "run"]
