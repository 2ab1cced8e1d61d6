"""The language an account is written to in: the one it chose, French otherwise."""

from collections.abc import Mapping

LANGUAGES = frozenset({"fr", "en"})
DEFAULT = "fr"


def preferred(preferences: Mapping[str, object], otherwise: str = DEFAULT) -> str:
    """The language chosen among the preferences of an account; `otherwise` when none was."""
    chosen = preferences.get("language")
    return chosen if isinstance(chosen, str) and chosen in LANGUAGES else otherwise
