"""The address of a one-time link, as it is printed at the machine."""

from flask import current_app

from lms.web.language import SOURCE, configured


def link_to(token: str, host: str, port: int) -> str:
    """Where the site is reached, as far as this machine knows."""
    here = "localhost" if host in ("0.0.0.0", "::") else f"[{host}]" if ":" in host else host
    base = current_app.extensions["lms"].settings.base_url.rstrip("/") or f"http://{here}:{port}"
    language = SOURCE if SOURCE in configured() else configured()[0]
    return f"{base}/{language}/invitations/{token}"
