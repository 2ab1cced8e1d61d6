"""What a screen says when a step or an outcome of a round is not open."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from interco.committees.rules.consent import Obstacle
from interco.foundation.core.errors import Invalid

SENTENCES: dict[Obstacle, Promise] = {
    Obstacle.NOT_NEXT: _("Cette étape ne suit pas celle où en est le tour."),
    Obstacle.NO_RESPONDENT: _("Personne n’a de position à donner : notez d’abord les présents."),
    Obstacle.NOT_REVEALED: _("Les positions ne sont pas encore révélées."),
    Obstacle.OBJECTION_STANDS: _("Une objection demeure : amendez le texte ou faites-la lever."),
    Obstacle.NO_OBJECTION: _("Aucune objection n’est à lever."),
    Obstacle.NOBODY_CONSENTS: _("Personne ne consent au texte : il ne peut pas être adopté."),
    Obstacle.NO_RESERVATION: _("Aucune réserve n’a été exprimée : c’est un consensus."),
    Obstacle.RESERVATION_STANDS: _("Une réserve a été exprimée : c’est un consensus avec réserves."),
    Obstacle.CONSENSUS_OPEN: _("Le texte peut être adopté par consentement : il n’y a rien à arbitrer."),
    Obstacle.REASON_MISSING: _("L’arbitrage du DGS est motivé : écrivez pourquoi."),
}


def require_none(obstacle: Obstacle | None) -> None:
    """Raise `Invalid` with the sentence of an obstacle; nothing when the way is free."""
    if obstacle is not None:
        field = "reason" if obstacle == Obstacle.REASON_MISSING else ""
        raise Invalid(str(SENTENCES[obstacle]), field=field)
