"""Addresses without a language; words come in the one that is asked for."""

from flask import Blueprint, g, request

from lms.web.language import configured

bp = Blueprint("api", __name__, url_prefix="/api/v1")


@bp.url_value_preprocessor
def take_language(_endpoint, _values) -> None:
    g.lang = request.accept_languages.best_match(configured()) or configured()[0]
