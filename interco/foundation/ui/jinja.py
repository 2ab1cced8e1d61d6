"""The template environment: Jinja2 through Django's backend, with our filters, translations and a few functions."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from secrets import token_urlsafe
from typing import Any, cast

from django.urls import NoReverseMatch, reverse
from django.utils.html import json_script
from django.utils.translation import get_language, gettext, ngettext, npgettext, pgettext
from jinja2 import Environment, Template, pass_context
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from markupsafe import Markup, escape

from interco.foundation.ui.addresses import lasting_static, lasting_url
from interco.foundation.ui.filters import FILTERS, typographer
from interco.foundation.ui.icons import icon
from interco.foundation.ui.keycaps import keycap
from interco.foundation.ui.sceau import ticks
from interco.foundation.ui.widgets import field_attributes


def url(name: str, *args: object, **kwargs: object) -> str:
    """The address of a named route."""
    if not kwargs and all(type(arg) is str for arg in args):
        return lasting_url(name, *cast("tuple[str, ...]", args))
    return reverse(name, args=args or None, kwargs=kwargs or None)


def translated(message: str, **variables: object) -> Markup:
    """`_("…")` in a template: the text in the language of the request, its variables escaped."""
    text = _translation(message, get_language())
    return text % variables if variables or "%" in text else text


@lru_cache(maxsize=4096)
def _translation(message: str, _language: str | None) -> Markup:
    return Markup(gettext(message))  # noqa: S704 - our own texts, as Jinja's extension takes them


def optional_url(name: str, *args: object, **kwargs: object) -> str:
    """The address of a named route, or nothing when this installation has none of that name."""
    try:
        return url(name, *args, **kwargs)
    except NoReverseMatch:
        return ""


def attributes(values: Mapping[str, object] | None) -> Markup:
    """` name="value"` for each value that is neither `None` nor `False`; `True` gives the bare name."""
    if not values:
        return Markup("")
    parts = [Markup(" {}").format(name) if value is True else Markup(' {}="{}"').format(name, value)
             for name, value in values.items() if value is not None and value is not False]  # fmt: skip
    return Markup("").join(parts)


def new_submission_key() -> str:
    """A key for one submission of one form; the same key twice is the same act."""
    return token_urlsafe(18)


def day_fraction(day: date, start: date, end: date) -> float:
    """Where a day stands between two others: 0 at the start, 1 at the end."""
    return min(1.0, max(0.0, (day - start).days / max(1, (end - start).days)))


@pass_context
def page_query(context: Context, **changes: object) -> str:
    """The query of the present address with some values changed, for pages and filters: `?q=eau&page=2`."""
    request = context.get("request")
    query = request.GET.copy() if request is not None else None
    if query is None:
        return "?" + "&".join(f"{escape(name)}={escape(value)}" for name, value in changes.items())
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = str(value)
    return f"?{query.urlencode()}"


class LeanTemplate(Template):
    """A template whose macros are the same for every page.

    Jinja compares the names of both sets of globals at each `{% from … import … %}` of each page, in case a page brought its
    own; ours never does (the context of a page is not its globals).
    """

    def _get_default_module(self, _context: Context | None = None) -> TemplateModule:
        if self._module is None:
            self._module = self.make_module()
        return self._module


def environment(**options: Any) -> Environment:
    """Used by `TEMPLATES`: `"environment": "interco.foundation.ui.jinja.environment"`."""
    options.setdefault("trim_blocks", True)
    options.setdefault("lstrip_blocks", True)
    options["extensions"] = ["jinja2.ext.i18n", *options.get("extensions", [])]
    env = Environment(**options)  # noqa: S701 - Django's backend passes autoescape=True
    env.template_class = LeanTemplate
    env.install_gettext_callables(  # type: ignore[attr-defined]  # given by Jinja's i18n extension
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext)  # fmt: skip
    env.globals.update({"_": translated, "gettext": translated})
    env.filters.update(FILTERS)
    env.globals.update(
        static=lasting_static, draw_icon=icon, draw_keycap=keycap, url=url, optional_url=optional_url, attributes=attributes,
        new_submission_key=new_submission_key, typographer=typographer,
        sceau_ticks=ticks, day_fraction=day_fraction, page_query=page_query,
        field_attributes=field_attributes, json_script=json_script)  # fmt: skip
    return env
