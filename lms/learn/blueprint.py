"""The addresses of this package begin with the language; a few, in `places`, have none."""

from flask import Blueprint

bp = Blueprint("learn", __name__, url_prefix="/<lang:lang>")
places = Blueprint("places", __name__)
