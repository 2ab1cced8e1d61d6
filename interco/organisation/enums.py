"""Choices of the organisation."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CollectivityKind(models.TextChoices):
    """What a collectivity or partner is."""

    EPCI = "epci", _("Intercommunalité")
    COMMUNE = "commune", _("Commune")
    CCAS = "ccas", _("CCAS")
    DEVELOPMENT_COUNCIL = "development_council", _("Conseil de développement")
    STATE_SERVICE = "state_service", _("Service de l’État")
    ASSOCIATION = "association", _("Association")
    OTHER = "other", _("Autre partenaire")


class UnitKind(models.TextChoices):
    """What a unit is; units nest at any depth."""

    GENERAL_DIRECTORATE = "general_directorate", _("Direction générale")
    DGA = "dga", _("Direction générale adjointe")
    DIRECTORATE = "directorate", _("Direction")
    SERVICE = "service", _("Service")
    MISSION = "mission", _("Mission")
    CELL = "cell", _("Cellule")


class PostFunction(models.TextChoices):
    """What a post is for; `DGS` and leading posts carry rights."""

    DGS = "dgs", _("Directeur général des services")
    DGA = "dga", _("Directeur général adjoint")
    DIRECTOR = "director", _("Directeur")
    HEAD_OF_SERVICE = "head_of_service", _("Chef de service")
    HEAD_OF_MISSION = "head_of_mission", _("Chargé de mission")
    AGENT = "agent", _("Agent")


class Category(models.TextChoices):
    """Category of the civil service."""

    A = "A", "A"
    B = "B", "B"
    C = "C", "C"
    NONE = "", _("sans catégorie")


class PersonKind(models.TextChoices):
    """Agents work for a collectivity, elected officials sit in its council."""

    AGENT = "agent", _("Agent")
    ELECTED = "elected", _("Élu")


class Gender(models.TextChoices):
    """Decides feminine titles; empty leaves the masculine form of the reference."""

    FEMININE = "f", _("Madame")
    MASCULINE = "m", _("Monsieur")
    UNSAID = "", _("non précisé")


class AssignmentKind(models.TextChoices):
    """A holder occupies the post; an interim stands in for its holder."""

    HOLDER = "holder", _("Titulaire du poste")
    INTERIM = "interim", _("Intérim")


class ImportState(models.TextChoices):
    """Where an import stands: read and shown, written, taken back; a large one passes by the hands of the worker."""

    DRAFT = "draft", _("en préparation")
    APPLYING = "applying", _("en cours d’écriture")
    APPLIED = "applied", _("appliqué")
    UNDOING = "undoing", _("en cours d’annulation")
    UNDONE = "undone", _("annulé")


IMPORT_TRANSITIONS: dict[str, frozenset[str]] = {
    ImportState.DRAFT: frozenset({ImportState.APPLYING, ImportState.APPLIED}),
    ImportState.APPLYING: frozenset({ImportState.APPLIED, ImportState.DRAFT}),
    ImportState.APPLIED: frozenset({ImportState.UNDOING, ImportState.UNDONE}),
    ImportState.UNDOING: frozenset({ImportState.UNDONE, ImportState.APPLIED}),
    ImportState.UNDONE: frozenset(),
}
#: In the hands of the worker, and where it goes back when the work is refused or called off.
IMPORT_UNDER_WAY: dict[str, ImportState] = {
    ImportState.APPLYING: ImportState.DRAFT,
    ImportState.UNDOING: ImportState.APPLIED,
}
