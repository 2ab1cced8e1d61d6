"""Who may ask, read, treat and sign a request.

A request is read by the unit that asks, by the desk that has it (the people of the unit, or whoever holds the post),
by the person it is entrusted to, by the general secretariat and by the DGS; and by nobody else: neither in the lists
nor in the search, the counts or the API. The desk of the support (the DOST) reads all requests of its kind. When two
requests are merged, the unit of the one that ends reads the one that stays. The agents of a commune ask only for the
kinds that the secretariat opened to them (`Desk.is_open_to_communes`); elected readers and technical accounts never.
"""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Refused
from interco.foundation.core.policies import signed_in
from interco.foundation.core.roles import Role
from interco.organisation.models import Unit
from interco.secretariat.enums import OPEN_REQUESTS, REPLIED_REQUESTS, SIGNED_KINDS, RequestKind
from interco.secretariat.models import Desk, Request, RequestFile
from interco.secretariat.queries.desks import Desktop, desk_of, dgs_posts

_ROLES = (Role.STAFF, Role.DGS, Role.SECRETARIAT, Role.COMMUNE_STAFF)


def parties_to_requests(actor: Actor) -> None:
    """Agents of the intercommunality and of the communes, its DGS and its secretariat."""
    signed_in(actor)
    if not actor.has(*_ROLES):
        raise Refused(_("Les demandes sont réservées aux agents de l’intercommunalité et des communes."))


def takes_part(actor: Actor) -> bool:
    """The same rule, for the navigation."""
    return actor.has(*_ROLES) and (actor.person_id is not None or actor.has(Role.SECRETARIAT))


def sees_all(actor: Actor) -> bool:
    """The general secretariat, the DGS and the machine read every request."""
    return actor.has(Role.SECRETARIAT, Role.DGS, Role.SYSTEM)


def visible(actor: Actor) -> Q:
    """Requests the actor may read, as a condition."""
    if sees_all(actor):
        return Q()
    if actor.person_id is None or not actor.has(*_ROLES):
        return Q(pk__in=())
    asking = Q(unit_id__in=actor.unit_ids) | Q(author_id=actor.person_id)
    rule = asking | at_the_desk_of(actor) | Q(assignee_id=actor.person_id)
    rule |= Q(pk__in=Request.objects.filter(asking, merged_into__isnull=False).order_by().values("merged_into"))
    return rule | Q(kind=RequestKind.SUPPORT) if _keeps_the_support(actor) else rule


def _keeps_the_support(actor: Actor) -> bool:
    desk = desk_of(RequestKind.SUPPORT, actor.today)
    return desk.unit_id in actor.unit_ids or desk.post_id in actor.post_ids


def visible_to(actor: Actor) -> QuerySet[Request]:
    """Requests the actor may read."""
    found: QuerySet[Request] = Request.objects.filter(visible(actor))
    return found


def visible_files(actor: Actor) -> QuerySet[RequestFile]:
    """Files of the requests the actor may read."""
    return RequestFile.objects.filter(request__in=visible_to(actor).order_by())


def at_the_desk_of(actor: Actor) -> Q:
    """Requests at a desk the actor sits at: its unit, or the post held today, for good or as interim."""
    return Q(desk_unit_id__in=actor.unit_ids) | Q(desk_post_id__in=actor.post_ids)


def asks(actor: Actor, request: Request) -> bool:
    """Whether the actor is of the unit that asks."""
    return request.unit_id in actor.unit_ids or _wrote(actor, request)


def treats(actor: Actor, request: Request) -> bool:
    """Whether the request is the actor's to treat: its desk, the person entrusted, the secretariat, the DGS."""
    at_desk = request.desk_unit_id in actor.unit_ids or request.desk_post_id in actor.post_ids
    return at_desk or (actor.person_id is not None and actor.person_id == request.assignee_id) or sees_all(actor)


def _wrote(actor: Actor, request: Request) -> bool:
    return actor.person_id is not None and actor.person_id == request.author_id


def kinds_open_to(actor: Actor, desks: dict[RequestKind, Desktop]) -> list[RequestKind]:
    """What the actor may ask for: everything inside the house, what is opened to the communes outside."""
    if actor.has(Role.STAFF, Role.DGS, Role.SECRETARIAT):
        return [kind for kind, desk in desks.items() if desk.is_somewhere]
    return [kind for kind, desk in desks.items() if desk.is_somewhere and desk.is_open_to_communes]


def may_ask(actor: Actor) -> bool:
    """Whether the form has something to offer: to show or hide a button. One query at most."""
    if actor.person_id is None or not actor.unit_ids:
        return False
    return actor.has(Role.STAFF, Role.DGS, Role.SECRETARIAT) or (
        actor.has(Role.COMMUNE_STAFF) and Desk.objects.filter(is_open_to_communes=True).exists()
    )


def check_can_ask(actor: Actor, unit: Unit, desk: Desktop) -> None:
    """Ask in the name of one's own unit, for a kind that is open to one's collectivity."""
    if unit.pk not in actor.unit_ids or actor.person_id is None:
        raise Refused(_("Vous ne pouvez demander qu’au nom de votre service."))
    if desk.kind not in kinds_open_to(actor, {desk.kind: desk}) and desk.is_somewhere:
        raise Refused(_("Cette nature de demande n’est pas ouverte à votre collectivité."))


def check_can_treat(actor: Actor, request: Request) -> None:
    """Take, answer, question, forward, entrust, merge: the desk, the person entrusted, the secretariat, the DGS."""
    if not treats(actor, request):
        raise Refused(_("Traiter cette demande revient au guichet qui l’a reçue."))


def check_can_answer(actor: Actor, request: Request) -> None:
    """Answer; what waits for the signature or the decision of the DGS is answered in the signature folder."""
    check_can_treat(actor, request)
    if needs_the_dgs(request, actor.today):
        check_can_sign(actor)


def needs_the_dgs(request: Request, day: date) -> bool:
    """Whether the request waits for the DGS."""
    return request.kind in SIGNED_KINDS and request.desk_post_id in dgs_posts(day)


def check_can_clarify(actor: Actor, request: Request) -> None:
    """Answer a question of the desk: whoever is of the unit that asks."""
    if not asks(actor, request):
        raise Refused(_("La précision est attendue du service qui demande."))


def check_can_withdraw(actor: Actor, request: Request) -> None:
    """Withdraw: its author, or the head of the unit that asks."""
    if not _wrote(actor, request) and request.unit_id not in actor.led_unit_ids:
        raise Refused(_("Retirer une demande revient à son auteur ou au responsable de son service."))


def check_can_close(actor: Actor, request: Request) -> None:
    """Close or open again what was answered: the unit that asks, the secretariat."""
    if not asks(actor, request) and not actor.has(Role.SECRETARIAT):
        raise Refused(_("Clore ou rouvrir revient au service qui a demandé."))


def check_can_join(actor: Actor, request: Request) -> None:
    """Join a file while the request is open: the unit that asks, and whoever treats it."""
    if not asks(actor, request) and not treats(actor, request):
        raise Refused(_("Joindre une pièce revient au demandeur ou au guichet."))
    if request.state not in OPEN_REQUESTS | REPLIED_REQUESTS:
        raise Refused(_("Cette demande est terminée : plus rien ne s’y joint."))


def check_can_set_desks(actor: Actor) -> None:
    """Say who receives what: the general secretariat and the DGS."""
    if not actor.has(Role.SECRETARIAT, Role.DGS):
        raise Refused(_("Régler les guichets revient au secrétariat général ou au DGS."))


def check_can_open_folder(actor: Actor) -> None:
    """Read the signature folder: the DGS, the interim, the general secretariat that prepares it."""
    if not actor.has(Role.SECRETARIAT, Role.DGS):
        raise Refused(_("Le parapheur est celui du DGS et du secrétariat général."))


def check_can_sign(actor: Actor) -> None:
    """Sign, agree or refuse in the folder: whoever holds the post of DGS today, for good or as interim."""
    if not actor.has(Role.DGS) or actor.person_id is None:
        raise Refused(_("Signer ou refuser revient au DGS, ou à qui en assure l’intérim."))


def may_sign(actor: Actor) -> bool:
    """The same rule, to show or hide a button."""
    return actor.has(Role.DGS) and actor.person_id is not None
