"""Keys drawn beside what they do."""

import pytest
from django.utils.translation import override

from interco.foundation.ui.keycaps import keycap


@pytest.mark.parametrize(
    ("chord", "language", "shown"),
    [
        ("n", "fr", "<kbd>N</kbd>"), ("enter", "fr", "<kbd>Entrée</kbd>"), ("enter", "en", "<kbd>Enter</kbd>"),
        ("ctrl+enter", "fr", "<kbd>Ctrl</kbd><kbd>Entrée</kbd>"), ("?", "en", "<kbd>?</kbd>"), ("+", "fr", "<kbd>+</kbd>"),
        ("<", "fr", "<kbd>&lt;</kbd>"), ("F2", "fr", "<kbd>F2</kbd>"),
    ],
)  # fmt: skip
def test_a_chord_is_drawn_key_by_key_in_the_language_of_the_page(chord: str, language: str, shown: str) -> None:
    with override(language):
        assert keycap(chord) == shown


def test_an_arrow_is_an_image_with_a_name() -> None:
    with override("fr"):
        assert 'role="img" aria-label="flèche vers le haut"' in keycap("up")
