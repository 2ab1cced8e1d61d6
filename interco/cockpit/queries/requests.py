"""Requests: those of one's desk, those one was entrusted with, the answers one waits for; the signature folder. Two queries."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interco.cockpit.queries.lines import Act, Line, address
from interco.foundation.core.actor import Actor
from interco.foundation.core.prepared import PreparedFor
from interco.secretariat.enums import REPLIED_REQUESTS, RequestState
from interco.secretariat.models import Request
from interco.secretariat.queries.request_waits import folder_of, waiting_for

_WAITING = PreparedFor(lambda actor: waiting_for(actor).select_related("author"))
_FOLDER = PreparedFor(lambda actor: folder_of(actor).values_list("due_on"))


def request_lines(actor: Actor) -> Iterable[Line]:
    """One line a request; one for the whole signature folder."""
    for row in _WAITING(actor):
        yield _line(row)
    waiting = [due_on for (due_on,) in _FOLDER(actor)]
    if waiting:
        yield Line(
            key="parapheur", title=_("Parapheur"), due=waiting[0], url=address("signature_folder"),
            detail=ngettext("%(num)s demande attend votre signature ou votre accord",
                            "%(num)s demandes attendent votre signature ou votre accord", len(waiting))
            % {"num": len(waiting)},
            act=Act(label=_("Ouvrir le parapheur"), url=address("signature_folder")),
        )  # fmt: skip


def _line(row: Request) -> Line:
    url, sent = address("request", row.public_id), address("request_act", row.public_id)
    detail, act, is_mine = "", Act(label=_("Répondre"), url=f"{url}#repondre"), False
    said = {"reference": row.reference, "name": row.author.full_name}
    if row.state == RequestState.QUESTIONED:
        detail, act, is_mine = (
            _("%(reference)s · une précision vous est demandée"),
            Act(label=_("Préciser"), url=url),
            True,
        )
    elif row.state in REPLIED_REQUESTS:
        detail, is_mine = _("%(reference)s · la réponse à votre demande est là"), True
        act = Act(label=_("Lire la réponse"), url=url)
    elif row.state == RequestState.SENT:
        detail = _("%(reference)s · demande de %(name)s, que personne n’a prise")
        take = (("gesture", "take"),)
        act = Act(label=_("Prendre en charge"), url=sent, is_sent=True, fields=take, version=row.version)
    else:
        detail = _("%(reference)s · demande de %(name)s")
    key = f"demande-{row.public_id}"
    return Line(key=key, title=row.title, detail=detail % said, due=row.due_on, url=url, act=act, is_mine=is_mine)
