"""What every template can say without being told."""

import hashlib
import re
from functools import cache

from flask import Flask, g, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf
from jinja2 import ChoiceLoader, FileSystemLoader, Template
from markupsafe import Markup, escape

from lms.ledger.receipts import readable
from lms.paths import STATIC, TEMPLATES
from lms.people.access import Permission, may
from lms.people.roles import Role
from lms.settings import Settings
from lms.web.demo import is_invented
from lms.web.host import FramedPage, framed, host_person, is_framed, people_of_host
from lms.web.kept_pages import TOKEN, drawing_for_all, hole, init_kept_pages
from lms.web.language import current_language, direction, format_day, format_percent, language_name, page_languages
from lms.web.login import actor, me
from lms.web.parts import keeper

READ_REPORTS = (Role.TRAINER, Role.OPERATOR)  #: whose menu leads to what readers reported


class OwnTemplate(Template):
    """Macros are imported without the context of a page, so one module of them serves every page.

    Jinja compares the globals of both anew for each import, to be sure; with ours being the same everywhere, that cost
    a tenth of a lesson and said nothing.
    """

    def _get_default_module(self, ctx=None):
        return super()._get_default_module()


def init_templating(app: Flask, settings: Settings) -> None:
    init_kept_pages(app)

    def site_name() -> str:
        return settings.site_name or _("Field Notebook")

    folders = app.extensions["lms"].registries.folders
    brought = [FileSystemLoader(folders.get(name) / "templates") for name in folders]
    app.jinja_loader = ChoiceLoader([FileSystemLoader(TEMPLATES), *brought])  # ours first: a plug-in replaces none
    app.jinja_env.template_class = OwnTemplate
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(asset=asset, form_token=form_token, format_day=format_day, direction=direction)
    #: for macros, which are imported without the page's context: so Jinja keeps them and does not make them anew
    app.jinja_env.globals["page_language"] = current_language
    app.jinja_env.globals["kept"] = keeper(app, site_name)
    app.jinja_env.globals.update(is_framed=is_framed, framed=frame_page)
    app.jinja_env.filters.update(
        emphasis=emphasis, receipt=readable, language_name=language_name, percent=format_percent
    )

    @app.context_processor
    def _each_page() -> dict:
        lang, who = current_language(), actor()
        return {
            "site_name": site_name(),
            "invented": is_invented(),
            "lang": lang,
            "dir": direction(lang),
            "languages": page_languages(),
            "me": me(),
            "ways_in": ways_in(),
            "people_of_host": people_of_host() is not None,
            "operates": may(who, Permission.PEOPLE_MANAGE),
            "trains": who is not None and any(held.role in READ_REPORTS for held in who.roles),
            "keeps_journal": not settings.is_sqlite,
            "leave_url": settings.leave_url or url_for("static", filename="blank.html"),
        }


def asset(name: str) -> str:
    """The address of a static file, with its content in it: it may be kept for ever."""
    return f"{request.script_root}/static/{name}?v={_digest(name)}"


def form_token(visitors_too: bool = False) -> Markup:
    """The hidden field that proves that a page of ours was sent.

    :param visitors_too: for forms that begin something for a visitor (join, sign in): they then get a cookie
    """
    if drawing_for_all():
        return hole(TOKEN)
    if me() is None and not visitors_too:
        return Markup("")
    if "form_token" not in g:  # the same in every form of a page
        g.form_token = Markup('<input type="hidden" name="csrf_token" value="{}">').format(generate_csrf())
    return g.form_token


def ways_in() -> tuple[str, ...]:
    """The endpoints by which who is not signed in gets in."""
    if people_of_host() is None:
        return ("account.sign_in", "account.join")
    return ("account.join",) if host_person() is not None else ("account.sign_in",)


def frame_page(title: Markup, head: Markup, body: Markup) -> Markup:
    """The page in the layout of the host."""
    lang = current_language()
    return framed(FramedPage(title.striptags(), body, head, lang, direction(lang)))


def emphasis(text: str) -> Markup:
    """Words with *stressed* ones among them, as questions and options may have."""
    return Markup(re.sub(r"\*([^*\s](?:[^*]*[^*\s])?)\*", r"<em>\1</em>", str(escape(text))))


@cache
def _digest(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
