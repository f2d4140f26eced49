"""A person's own pages: joining, signing in and out, the account."""

from lms.account import views, who_looked
from lms.account.blueprint import bp

__all__ = ["bp", "views", "who_looked"]
