"""Who may read, run and do the preparation of an event.

| who | may |
|---|---|
| the general secretariat and the DGS | read and run every preparation, those of private events aside |
| the owner of the event, who keeps their agenda, the pilot | read and run it |
| who is in charge of one of its steps | read it, do that step, join its evidence |
| an agent of the house who may read the event | read it, once its pilot opened it to the agents |
| anybody else | nothing: neither lists, counts, search nor letters |

A private event is prepared among its own people: its owner, who keeps the agenda, the pilot and those in charge; the
secretariat and the DGS are among them only as one of these. « The pilot » and « in charge » are the posts held today, for
good or as interim. An agent of a commune takes part as somebody in charge, never by the opening to the agents.
"""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Refused
from interco.foundation.core.policies import signed_in
from interco.foundation.core.roles import Role
from interco.scheduling.enums import EventState, Visibility
from interco.scheduling.models import Event
from interco.scheduling.policies import events as event_policy
from interco.scheduling.queries.access import is_of_the_house, own_agendas, readable
from interco.secretariat.enums import LIVE_PREPARATIONS
from interco.secretariat.models import Preparation, PreparationFile, PreparationStep

_ROLES = (Role.STAFF, Role.DGS, Role.SECRETARIAT, Role.COMMUNE_STAFF)


def parties_to_preparations(actor: Actor) -> None:
    """Agents of the intercommunality and of the communes, its DGS and its secretariat."""
    signed_in(actor)
    if not actor.has(*_ROLES):
        raise Refused(_("Les préparations sont réservées aux agents de l’intercommunalité et des communes."))


def takes_part(actor: Actor) -> bool:
    """The same rule, for the navigation."""
    return actor.has(*_ROLES) and actor.person_id is not None


def preparers(actor: Actor) -> None:
    """Agents of the house: who may begin a preparation in an agenda they keep."""
    signed_in(actor)
    if not is_of_the_house(actor):
        raise Refused(_("Préparer un événement est réservé aux agents de l’intercommunalité."))


def begins_some(actor: Actor) -> bool:
    """Whether the actor has an agenda in which to prepare something, to show or hide a button."""
    return is_of_the_house(actor) and actor.person_id is not None


def _runs_all(actor: Actor) -> bool:
    return actor.has(Role.SECRETARIAT, Role.DGS)


def run_by(actor: Actor) -> Q:
    """The preparations the actor runs, as a condition. One query more: the agendas kept today."""
    if actor.has(Role.SYSTEM):
        return Q()
    if not actor.has(*_ROLES):
        return Q(pk__in=())
    rule = Q(event__owner_id__in=own_agendas(actor)) | Q(pilot_id__in=actor.post_ids)
    return rule | ~Q(event__visibility=Visibility.PRIVATE) if _runs_all(actor) else rule


def entrusted_with(actor: Actor) -> QuerySet[PreparationStep]:
    """The steps this actor is in charge of, by name or by a post held today."""
    mine = Q(person_id=actor.person_id or 0) | Q(post_id__in=actor.post_ids)
    return PreparationStep.objects.filter(mine) if actor.has(*_ROLES) else PreparationStep.objects.none()


def visible_to(actor: Actor) -> QuerySet[Preparation]:
    """The preparations this actor may read: the same rule for lists, search, exports and the API."""
    rule = run_by(actor)
    if actor.has(*_ROLES):
        rule |= Q(pk__in=entrusted_with(actor).order_by().values("preparation"))
    if is_of_the_house(actor):
        rule |= Q(is_open=True, event__in=readable(actor).order_by().values("pk"))
    found: QuerySet[Preparation] = Preparation.objects.filter(rule)
    return found


def visible_steps(actor: Actor) -> QuerySet[PreparationStep]:
    """Steps of the preparations the actor may read."""
    return PreparationStep.objects.filter(preparation__in=visible_to(actor).order_by())


def visible_files(actor: Actor) -> QuerySet[PreparationFile]:
    """Documents of the preparations the actor may read."""
    return PreparationFile.objects.filter(preparation__in=visible_to(actor).order_by())


def runs(actor: Actor, row: Preparation) -> bool:
    """Whether the actor runs this preparation: the same rule as `run_by`, of a row at hand."""
    if actor.has(Role.SYSTEM):
        return True
    if not actor.has(*_ROLES):
        return False
    if _runs_all(actor) and row.event.visibility != Visibility.PRIVATE:
        return True
    return row.pilot_id in actor.post_ids or row.event.owner_id in own_agendas(actor)


def is_in_charge(actor: Actor, step: PreparationStep) -> bool:
    """Whether the step is the actor's to do."""
    by_name = actor.person_id is not None and step.person_id == actor.person_id
    return by_name or step.post_id in actor.post_ids


def may_prepare(actor: Actor, event: Event) -> bool:
    """Whether the actor may begin the preparation of this event, which they read."""
    if not is_of_the_house(actor) or event.state == EventState.CANCELLED:
        return False
    open_to_all = _runs_all(actor) and event.visibility != Visibility.PRIVATE
    return open_to_all or event_policy.writes_for(actor, event.owner_id)


def check_can_prepare(actor: Actor, event: Event) -> None:
    """Begin a preparation: the secretariat, the DGS, and who writes in the agenda of the event."""
    if event.state == EventState.CANCELLED:
        raise Refused(_("Cet événement est annulé : il ne se prépare plus."))
    if not may_prepare(actor, event):
        raise Refused(_("Préparer cet événement revient à son organisateur ou au secrétariat général."))


def check_can_run(actor: Actor, row: Preparation) -> None:
    """Change, entrust, open, review, cancel: who runs the preparation."""
    if not runs(actor, row):
        raise Refused(_("Conduire cette préparation revient à son pilote ou au secrétariat général."))


def check_can_do(actor: Actor, step: PreparationStep) -> None:
    """Tick, note, join an evidence: who is in charge of the step, and who runs the preparation."""
    if not is_in_charge(actor, step) and not runs(actor, step.preparation):
        raise Refused(_("Cette étape revient à la personne qui en est chargée."))


def check_can_join(actor: Actor, row: Preparation, step: PreparationStep | None) -> None:
    """Join a document while the preparation lives: who runs it, and who is in charge for the evidence of a step."""
    if step is None:
        check_can_run(actor, row)
    else:
        check_can_do(actor, step)
    if row.state not in LIVE_PREPARATIONS:
        raise Refused(_("Cette préparation est terminée : plus rien ne s’y joint."))


def keeps_models(actor: Actor) -> bool:
    """Whether the actor writes the models, to show or hide a button."""
    return _runs_all(actor)


def check_can_keep_models(actor: Actor) -> None:
    """Write the models of checklists: the general secretariat and the DGS."""
    if not keeps_models(actor):
        raise Refused(_("Les modèles de préparation sont tenus par le secrétariat général."))
