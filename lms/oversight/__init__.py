"""Pages of those who look after others: who holds which role, and how one comes to hold it."""

from lms.oversight import invitations, people
from lms.oversight.blueprint import bp

__all__ = ["bp", "invitations", "people"]
