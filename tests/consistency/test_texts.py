"""Every text of the interface is in the catalogues, in sound English, and nothing French is shown outside them."""

import pytest
from babel.messages.catalog import Message

from tools import bare_texts, build_catalogues, check_catalogues


def test_the_catalogues_hold_every_text_and_their_english() -> None:
    assert build_catalogues.mistakes() == []


def test_the_texts_inside_f_strings_and_over_several_lines_are_gathered() -> None:
    gathered = {message.id for message in build_catalogues.extracted() if isinstance(message.id, str)}
    assert "Levée." in gathered
    assert any(text.startswith("Bonjour,\n\nVous avez demandé") for text in gathered)


@pytest.mark.parametrize(
    ("source", "text", "flags", "complaint"),
    [
        ("Séance", "", (), "has no English"),
        ("Séance", "  ", (), "has no English"),
        (("%(num)s point", "%(num)s points"), ("%(num)s item", ""), (), "has no English"),
        ("Séance", "Meeting", ("fuzzy",), "marked fuzzy"),
        ("Point %(rank)s sur %(count)s", "Item %(rank)s", (), "other placeholders"),
        ("%s sur %d", "%d of %s", (), "other placeholders"),
        ("%(percent)s %% des membres", "%(percent)s of members", (), "other placeholders"),
        ("Décision {reference}", "Decision {number}", (), "other placeholders"),
        (("%(num)s point", "%(num)s points"), ("%(num)s item", "%(n)s items"), (), "other placeholders"),
        ("\nBonjour", "Hello", (), "same spaces"),
        ("Objet :", "Subject :", (), "French sign"),
        ("« %s »", "« %s »", (), "French sign"),
        ("100 %", "100 %", (), "French sign"),
        ("n’est", "isn't", (), "French sign"),
    ],
)
def test_a_mistake_of_the_catalogue_is_seen(
    source: str | tuple[str, str], text: str | tuple[str, str], flags: tuple[str, ...], complaint: str
) -> None:
    found = list(check_catalogues.complaints(Message(source, text, flags=flags)))
    assert len(found) == 1
    assert complaint in found[0]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("%(body)s du %(day)s", "%(day)s: %(body)s"),
        (("%(num)s point", "%(num)s points"), ("one item", "%(num)s items")),
        ("Vous l’avez.", "You have it."),
    ],
)
def test_words_may_move_in_english(source: str | tuple[str, str], text: str | tuple[str, str]) -> None:
    found = list(check_catalogues.complaints(Message(source, text)))
    assert found == ([] if isinstance(source, str) else [f"has other placeholders in English: “{text[0]}”"])


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("<p>Bonjour</p>", "Bonjour"),
        ('<p>{{ _("Bonjour") }} Madame {{ name }}</p>', "Madame"),
        ('<a aria-label="Fermer le menu">x</a>', "Fermer le menu"),
        ('{{ button("Créer l’instance") }}', "Créer l’instance"),
        ('{{ facts([(_("Lieu"), "à définir")]) }}', "à définir"),
        ('{% set words = {"late": "En retard, déjà"} %}', "En retard, déjà"),
    ],
)
def test_french_in_a_template_is_seen(template: str, text: str) -> None:
    assert list(bare_texts.in_template(template)) == [text]


@pytest.mark.parametrize(
    "template",
    [
        '<p class="petit texte" id="une-ancre">{{ _("Bonjour") }}, {{ name }} · {{ n }} min</p>',
        "{% trans %}Bonjour{% endtrans %}{# un commentaire en français #}",
        '{{ ngettext("%(num)s séance", "%(num)s séances", n) }}<script>let été = "déjà"</script>',
        "{% block body_class %}une-classe{% endblock %}",
        "<p><code>interco restore FICHIER</code></p>",
    ],
)
def test_what_gettext_wraps_or_nobody_reads_is_left_alone(template: str) -> None:
    assert list(bare_texts.in_template(template)) == []


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ('raise Refused("Non")', "Non"),
        ('messages.success(request, "Enregistrement fait")', "Enregistrement fait"),
        ('field = CharField(label="Nom")', "Nom"),
        ('words = {"late": "en retard, déjà"}', "en retard, déjà"),
        ('said = f"{count} séances"', " séances"),
        ('said = f"{browser} sur {system}"', " sur "),
        ("said = _(sentence)", "_(sentence)"),
    ],
)
def test_french_in_a_module_is_seen(source: str, text: str) -> None:
    assert list(bare_texts.in_python(source)) == [text]


@pytest.mark.parametrize(
    "source",
    [
        '"""Une docstring en français, déjà."""\nraise Refused(_("Non"))',
        'logger.info("started")',
        'reason = stored("Reporté par la séance")',
        'pattern = re.compile(r"[éè]té")',
    ],
)
def test_what_people_do_not_read_in_a_module_is_left_alone(source: str) -> None:
    assert list(bare_texts.in_python(source)) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("dates.day(value)", ["dates.day(value)"]),
        ("dates.hour(value, weekday=False)", ["dates.hour(value, weekday=False)"]),
        ("dates.day(value, language()), dates.minutes(12), dates.hour(at, language='en'), other.day(value)", []),
    ],
)
def test_a_date_said_in_french_to_all_is_seen(source: str, found: list[str]) -> None:
    assert list(bare_texts.dated(source)) == found


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ('tell("Hors ligne, déjà");', ["Hors ligne, déjà"]),
        ("say(`Point placé en ${place}`);", ["Point placé en "]),
        ('tell(words("Hors ligne, déjà", "Offline already"));', []),
        ("say(words(`Enregistré à ${Number(hour)}`, `Saved at ${hour}`));", []),
        ('const NAMES = { enter: ["Entrée", "Enter"] }; // déjà vu', []),
    ],
)
def test_french_alone_in_a_script_is_seen(script: str, found: list[str]) -> None:
    assert list(bare_texts.in_script(script)) == found


def test_a_text_that_jinja_would_keep_in_one_language_is_seen() -> None:
    macros = '{% set names = {"late": _("En retard")} %}{% macro line(x) %}{{ _("Ligne") }}{% endmacro %}'
    assert list(bare_texts.frozen(macros)) == ["En retard"]
    assert list(bare_texts.frozen('{% extends "layout/page.html" %}' + macros)) == []
