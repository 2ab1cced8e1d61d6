"""What is wrong in a file, in words: one sentence for each code of the rules of exchange."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from interco.foundation.documents.services.table_reading import cell_name
from interco.organisation.rules.exchange.lines import Fault
from interco.organisation.services.assignments import breach_sentence
from interco.organisation.services.dating import said


def sentence_of(fault: Fault) -> str:
    """The sentence of a fault."""
    if fault.code == "quota":
        return breach_sentence(fault.facts["breach"])  # type: ignore[arg-type]  # that fact of a quota is its breach
    facts = {name: _shown(value) for name, value in fault.facts.items()}
    return str({**_cells(), **_lines(), **_places()}[fault.code] % facts)


def place_of(fault: Fault, first_row: int = 0) -> str:
    """The cell of a fault (B12), or its row; `first_row` is where the titles stand in the sheet, from 0."""
    row = fault.row + first_row
    return cell_name(row, fault.column) if fault.column is not None else _("ligne %d") % (row + 1)


def _shown(value: Any) -> Any:
    if isinstance(value, date):
        return said(value)
    return ", ".join(map(str, value)) if isinstance(value, tuple) else value


def _cells() -> dict[str, str]:
    return {
        "hidden": _("Des caractères invisibles se cachent dans ce texte : retapez-le."),
        "needed": _("Cette case est nécessaire."),
        "too_long": _("Ce texte compte %(length)s caractères : %(limit)s au plus."),
        "not_a_day": _("« %(text)s » n’est pas une date qui existe : écrivez par exemple 31/12/2026."),
        "day_out_of_calendar": _("Cette date est hors du calendrier : choisissez entre 1900 et 2199."),
        "not_a_share": _("« %(text)s » n’est pas un nombre : écrivez par exemple 0,8 ou 80 %%."),
        "share_out_of_bounds": _("Une part de temps plein va de plus de 0 à 1 (100 %%)."),
        "not_a_flag": _("« %(text)s » : répondez par oui ou non."),
        "not_a_choice": _("« %(text)s » n’est pas dans la liste : %(choices)s."),
        "not_whole": _("« %(text)s » n’est pas un nombre entier."),
        "not_a_code": _("« %(text)s » n’a pas la forme de ce code."),
        "not_an_email": _("Ce n’est pas une adresse électronique."),
        "missing_column": _("Aucune colonne ne donne « %(title)s » : choisissez-la ci-dessus."),
        "unknown_zone": _("« %(text)s » n’est pas un fuseau horaire connu."),
    }


def _lines() -> dict[str, str]:
    return {
        "no_home": _("Aucune intercommunalité n’est encore ouverte : commencez par elle."),
        "unknown": _("« %(text)s » n’est ni dans ce fichier ni dans l’organisation."),
        "ambiguous": _("Plusieurs répondent à « %(text)s » : précisez (identifiant, courriel ou matricule)."),
        "twice": _("Cette ligne redit la ligne %(row)s."),
        "name_in_two": _("Il faut un nom et un prénom."),
        "email_shared": _("Cette adresse est déjà celle de %(name)s."),
        "email_taken": _("Cette adresse est déjà celle de %(name)s."),
        "matricule_taken": _("Ce matricule est déjà celui de %(name)s."),
        "code_taken": _("Ce code est déjà celui d’une autre collectivité."),
        "one_home": _("Cette base tient déjà une autre intercommunalité."),
        "one_epci": _("Cette base tient une seule intercommunalité : la vôtre, marquée « Territoire »."),
        "unknown_leader": _("« %(text)s » n’est pas dans la liste : écrivez oui, ou un nom qui s’y trouve."),
        "ends_before": _("La fin doit venir après le début."),
        "overlap": _("Ces dates empiètent sur une autre période de la même histoire, qui commence le %(start)s."),
    }


def _places() -> dict[str, str]:
    return {
        "two_parents": _("« %(name)s » est déjà rattachée à « %(other)s » plus haut dans la liste."),
        "other_parent": _("« %(name)s » existe déjà, rattachée ailleurs : déplacez-la depuis sa fiche."),
        "own_parent": _("Une unité ne se rattache pas à elle-même."),
        "other_collectivity": _("Une unité se rattache à une unité de la même collectivité."),
        "parent_absent": _("« %(name)s » n’existe pas au %(day)s."),
        "unit_absent": _("« %(name)s » n’existe pas au %(day)s."),
        "post_absent": _("Le poste « %(name)s » n’existe pas au %(day)s."),
        "person_absent": _("%(name)s n’est pas dans l’organisation au %(day)s."),
        "still_needed": _("« %(name)s » sert encore au %(day)s : fermez d’abord ce qui s’y trouve."),
        "loop": _("Ce rattachement ferait une boucle au %(day)s : %(names)s."),
        "too_deep": _("L’organigramme ne descend pas au-delà de %(limit)s niveaux."),
    }
