"""Typography at display."""

from decimal import Decimal

import pytest
from markupsafe import Markup

from interco.foundation.ui.typography import french, french_text, number

N = "\u202f"
B = "\u00a0"


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("Qui lit ce point ?", f"Qui lit ce point{N}?"),
        ("Quoi?", f"Quoi{N}?"),
        ("Attention !!", f"Attention{N}!!"),
        ("A ; B", f"A{N}; B"),
        ("Objet : eau", f"Objet{B}: eau"),
        ("https://exemple.fr/?a=1;b", "https://exemple.fr/?a=1;b"),
        ("« déjà »", f"«{B}déjà{B}»"),
        ("«déjà»", f"«{B}déjà{B}»"),
        ("20 %", f"20{B}%"),
        ("936 000 € par an", f"936{N}000{B}€ par an"),
        ("1 157 000 habitants", f"1{N}157{N}000{B}habitants"),
        ("code 97209", "code 97209"),
        ("2026 100 personnes", f"2026 100{B}personnes"),
        ("à 14h30", f"à 14{N}h{N}30"),
        ("à 14 h 30", f"à 14{N}h{N}30"),
        ("à 9 h", f"à 9{N}h"),
        ("le 8 décembre", f"le 8{B}décembre"),
        ("CODIR n° 46", f"CODIR n°{B}46"),
        ("M. Tamarin et Mme Galba", f"M.{B}Tamarin et Mme{B}Galba"),
        ("C. Balisier", f"C.{B}Balisier"),
        ("l'eau", "l’eau"),
        ("etc...", "etc…"),
        ("rien à faire", "rien à faire"),
        ("", ""),
    ],
)
def test_the_stored_text_is_set_in_french(stored: str, shown: str) -> None:
    assert french_text(stored) == shown
    assert french_text(shown) == shown, "setting twice changes nothing"


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("1er juillet", f"1<sup>er</sup>{B}juillet"),
        ("la 2e fois, au XXIe siècle", "la 2<sup>e</sup> fois, au XXI<sup>e</sup> siècle"),
        ("empreinte 7c1e 94af", "empreinte 7c1e 94af"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("R&D : 3", f"R&amp;D{B}: 3"),
        ("1er <b>", "1<sup>er</sup> &lt;b&gt;"),
    ],
)
def test_a_page_gets_safe_markup_with_raised_ordinals(stored: str, shown: str) -> None:
    assert str(french(stored)) == shown


def test_markup_keeps_its_tags_and_entities() -> None:
    set_again = french(Markup('<a href="/?a=1&amp;b">R&amp;D : 1er</a>'))
    assert str(set_again) == f'<a href="/?a=1&amp;b">R&amp;D{B}: 1<sup>er</sup></a>'


@pytest.mark.parametrize(
    ("value", "decimals", "french_figure", "english_figure"),
    [
        (1234, None, f"1{N}234", "1,234"),
        (Decimal("1234.50"), None, f"1{N}234,50", "1,234.50"),
        (-12.345, 1, "\u221212,3", "\u221212.3"),
        (0, None, "0", "0"),
        (150323, None, f"150{N}323", "150,323"),
    ],
)
def test_a_number_is_grouped_by_three(
    value: object, decimals: int | None, french_figure: str, english_figure: str
) -> None:
    assert number(value, "fr", decimals) == french_figure
    assert number(value, "en", decimals) == english_figure
