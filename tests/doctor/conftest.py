"""What the tests of the doctor take from the houses."""

from tests.houses import furnished, house, run

__all__ = ["furnished", "house", "run"]
