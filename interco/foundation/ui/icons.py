"""Symbols of `icons.svg`."""

from functools import lru_cache

from markupsafe import Markup

from interco.foundation.ui.addresses import lasting_static


@lru_cache(maxsize=512)
def icon(name: str, label: str | None = None) -> Markup:
    """A symbol of icons.svg, drawn once for all. With a label it is an image; without one it is decoration."""
    role = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    return Markup('<svg class="icon" {}><use href="{}#{}"/></svg>').format(
        role, lasting_static("interco/icons.svg"), name
    )
