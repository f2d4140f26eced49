"""A person's own pages: joining, signing in and out, the account."""

from lms.account import receipts, views
from lms.account.blueprint import bp

__all__ = ["bp", "receipts", "views"]
