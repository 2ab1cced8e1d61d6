"""The Jinja2 environment of all pages."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment


def environment(**options: Any) -> Environment:
    """Django's backend calls this once: autoescape on, translations, addresses."""
    made = Environment(extensions=["jinja2.ext.i18n"], **options)  # noqa: S701 - autoescape comes in the options
    made.install_gettext_translations(translation, newstyle=True)  # type: ignore[attr-defined]
    made.globals |= {"static": static, "url": lambda name, *args: reverse(name, args=args)}
    return made
