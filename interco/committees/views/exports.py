"""Files of the register and of the actions: tables of what the reader may read, and the proof of the whole register."""

from django.http import Http404, HttpRequest, HttpResponse

from interco.committees.policies import actions as action_policy
from interco.committees.policies.decisions import check_can_export_proof, visible_to
from interco.committees.queries.actions import followed
from interco.committees.queries.register import lines
from interco.committees.services.register_export import actions_table, register_proof, register_table
from interco.committees.views.actions import VIEWS
from interco.committees.views.register import asked_of
from interco.foundation.core.actor import Actor
from interco.foundation.core.downloads import as_file
from interco.foundation.documents.services.table_writing import FORMATS, Table, write_table
from interco.organisation.policies.people import visible_to as visible_people


def _table(table: Table, form: str, name: str, actor: Actor) -> HttpResponse:
    written = write_table(table, form=form, name=f"{name}-{actor.today.isoformat()}", at=actor.at)
    return as_file(written.content, media_type=written.media_type, name=written.name)


def register(request: HttpRequest, form: str) -> HttpResponse:
    """The register as filtered on the page, whole: not only the page shown."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if form not in FORMATS:
        raise Http404
    rows = lines(visible_to(actor), asked_of(request))
    return _table(
        register_table(rows, zone=actor.zone, today=actor.today, people=visible_people(actor)), form, "decisions", actor
    )


def actions(request: HttpRequest, form: str) -> HttpResponse:
    """The actions of the view shown, whole."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if form not in FORMATS:
        raise Http404
    view = request.GET.get("vue", "mine")
    rows = followed(action_policy.visible_to(actor), actor, view if view in VIEWS else "mine")
    return _table(actions_table(rows, today=actor.today, people=visible_people(actor)), form, "actions", actor)


def proof(request: HttpRequest) -> HttpResponse:
    """The whole register with its stand-alone verifier."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    check_can_export_proof(actor)
    name = f"registre-{actor.today.isoformat()}.zip"
    return as_file(register_proof(at=actor.at.astimezone(actor.zone)), media_type="application/zip", name=name)
