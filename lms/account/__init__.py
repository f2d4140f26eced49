"""A person's own pages: joining, signing in and out, the account, my data."""

from lms.account import (
    details,
    erase,
    export,
    joining,
    overview,
    passphrase,
    privacy,
    receipts,
    recovery,
    sessions,
    who_looked,
)
from lms.account.blueprint import bp

__all__ = [
    "bp",
    "details",
    "erase",
    "export",
    "joining",
    "overview",
    "passphrase",
    "privacy",
    "receipts",
    "recovery",
    "sessions",
    "who_looked",
]
