"""The addresses of this package begin with the language."""

from flask import Blueprint

bp = Blueprint("oversight", __name__, url_prefix="/<lang:lang>")
