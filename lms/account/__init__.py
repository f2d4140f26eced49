"""A person's own pages: joining, signing in and out, the account, my data."""

from lms.account import erase, export, privacy, views
from lms.account.blueprint import bp

__all__ = ["bp", "erase", "export", "privacy", "views"]
