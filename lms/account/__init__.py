"""A person's own pages: joining, signing in and out, the account."""

from lms.account import (
    details,
    joining,
    overview,
    passphrase,
    receipts,
    recovery,
    sessions,
    who_looked,
)
from lms.account.blueprint import bp

__all__ = [
    "bp",
    "details",
    "joining",
    "overview",
    "passphrase",
    "receipts",
    "recovery",
    "sessions",
    "who_looked",
]
