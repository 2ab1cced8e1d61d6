"""Rows of the preparations: those who run one, who is in charge of a step, the agents once it is open; nobody else.

The prepared event is the secretariat's; the service « Ressources humaines » pilots, an agent of it has a step, and the
DGS of a commune has another.
"""

from interco.config.demo.organisation import Built
from interco.scheduling.enums import Visibility
from interco.secretariat.models import Preparation
from interco.secretariat.queries.preparation_choices import Charge
from interco.secretariat.services.preparation_steps import StepContent, add_step
from interco.secretariat.services.preparations import join_document
from tests.cast import actor
from tests.matrix.principals import COMMUNES, KEEPERS, STAFF
from tests.matrix.rows import Row
from tests.matrix.world import thing
from tests.secretariat.preparations.builders import a_model, a_preparation, an_event

PARTIES = STAFF | COMMUNES
PILOT = frozenset({"head_of_service"})
RUNNERS = KEEPERS | PILOT
#: The agent of a service and the DGS of a commune have a step each.
READERS = RUNNERS | {"agent", "commune_a"}
SHUT, OPEN, HELD, PRIVATE, STEP, THEIRS = (
    ("@preparation.shut",), ("@preparation.open",), ("@preparation.held",), ("@preparation.private",),
    ("@preparation.step",), ("@preparation.step_of_an_agent",),
)  # fmt: skip


def _prepared(cast: Built, *, is_open: bool = False) -> Preparation:
    row = a_preparation(cast, pilot="rh", is_open=is_open)
    by = actor(cast, "secretariat")
    add_step(row, StepContent(label="Payer", charge=Charge(post=cast.posts["agent_rh"])), by=by)
    add_step(row, StepContent(label="Venir", charge=Charge(person=cast.people["dgs_schoelcher"])), by=by)
    return row


@thing("preparation.shut")
def _shut(cast: Built) -> str:
    return _prepared(cast).public_id


@thing("preparation.open")
def _open(cast: Built) -> str:
    return _prepared(cast, is_open=True).public_id


@thing("preparation.held")
def _held(cast: Built) -> str:
    row = _prepared(cast)
    Preparation.objects.filter(pk=row.pk).update(state="held")
    return row.public_id


@thing("preparation.private")
def _private(cast: Built) -> str:
    event = an_event(cast, owner="rh", visibility=Visibility.PRIVATE)
    return a_preparation(cast, event=event, pilot="rh", by=actor(cast, "rh"), is_open=True).public_id


@thing("preparation.step")
def _step(cast: Built) -> str:
    return _prepared(cast).steps.get(label="Accueillir").public_id


@thing("preparation.step_of_an_agent")
def _theirs(cast: Built) -> str:
    return _prepared(cast).steps.get(label="Payer").public_id


@thing("preparation.file")
def _file(cast: Built) -> str:
    kept = join_document(_prepared(cast), name="plan.txt", content=b"Plan", by=actor(cast, "secretariat"))
    return kept.public_id


thing("preparation.model")(lambda cast: a_model(cast).public_id)
thing("preparation.event")(lambda cast: an_event(cast, title="Inauguration").public_id)
thing("post_of_rh")(lambda cast: cast.posts["rh"].public_id)

BEGUN = {
    "title": "Visite", "kind": "event", "pilot": "@post_of_rh", "owner": "nobody", "day": "2027-01-12", "at": "09:00",
    "minutes": "60",
}  # fmt: skip
CONTENT = {"title": "Vœux", "kind": "event", "pilot": "@post_of_rh", "version": "1"}
ONE = {"offset": "J-3", "label": "Répéter"}
MODEL = {"name": "Visite officielle", "steps": "J-5 ; Inviter"}
ROWS = (
    Row("preparations", PARTIES),
    Row("preparation_start", STAFF),
    Row("preparation_start", STAFF, "POST", body=BEGUN),
    Row("preparations_export", PARTIES, arguments=("csv",)),
    Row("preparation_file", READERS, arguments=("@preparation.file",)),
    Row("preparation_models", KEEPERS),
    Row("preparation_model_add", KEEPERS),
    Row("preparation_model_add", KEEPERS, "POST", body=MODEL),
    Row("preparation_model", KEEPERS, arguments=("@preparation.model",)),
    Row("preparation_model", KEEPERS, "POST", arguments=("@preparation.model",), body={**MODEL, "version": "1"}),
    Row("preparation", READERS, state="among those who take part", arguments=SHUT),
    Row("preparation", STAFF | {"commune_a"}, state="open to the agents", arguments=OPEN),
    Row("preparation", PILOT, state="of a private event", arguments=PRIVATE),
    Row("preparation_pdf", READERS, arguments=SHUT),
    Row("preparation_checklist", READERS, arguments=(*SHUT, "csv")),
    Row("preparation_edit", RUNNERS, arguments=SHUT),
    Row("preparation_edit", RUNNERS, "POST", "", SHUT, CONTENT),
    Row("preparation_advance", RUNNERS, "POST", "ready", SHUT, {"state": "ready", "version": "1"}),
    Row("preparation_advance", RUNNERS, "POST", "cancelled", SHUT, {"state": "cancelled", "version": "1", "reason": "Non."}),
    Row("preparation_advance", PILOT, "POST", "of a private event", PRIVATE, {"state": "ready", "version": "1"}),
    Row("preparation_review", RUNNERS, state="held", arguments=HELD),
    Row("preparation_review", RUNNERS, "POST", "held", HELD, {"went_well": "Tout.", "version": "1"}),
    Row("preparation_add", RUNNERS, "POST", "", SHUT, ONE),
    Row("preparation_paste", RUNNERS, "POST", "", SHUT, {"steps": "J-3 ; Répéter"}),
    Row("preparation_join", RUNNERS, "POST", "", SHUT),
    Row("preparation_make_model", KEEPERS, "POST", "", SHUT, {"name": "Vœux"}),
    Row("preparation_step", READERS, arguments=STEP),
    Row("preparation_step", RUNNERS, "POST", "", STEP, {**ONE, "version": "1"}),
    Row("preparation_step_act", RUNNERS, "POST", "the pilot's", STEP, {"state": "done", "version": "1"}),
    Row("preparation_step_act", RUNNERS | {"agent"}, "POST", "of an agent", THEIRS, {"state": "done", "version": "1"}),
    Row("preparation_step_act", RUNNERS | {"agent"}, "POST", "noted", THEIRS,
        {"state": "note", "note": "Vu.", "version": "1"}),
    Row("preparation_step_remove", RUNNERS, "POST", "", THEIRS, {"version": "1"}),
    Row("preparation_step_take_up", KEEPERS, "POST", "", STEP, {"model": "@preparation.model"}),
    Row("api_preparations", PARTIES, json={}),
    Row("api_preparations", KEEPERS, "POST", json={"event": "@preparation.event", "pilot": "@post_of_rh"}),
    Row("api_preparation", READERS, arguments=SHUT, json={}),
    Row("api_preparation", RUNNERS, "PUT", arguments=SHUT, json={"title": "Vœux", "pilot": "@post_of_rh", "version": 1}),
    Row("api_preparation_advance", RUNNERS, "POST", "ready", SHUT, json={"state": "ready"}),
    Row("api_preparation_review", RUNNERS, "PUT", "held", HELD, json={"went_well": "Tout.", "version": 1}),
    Row("api_preparation_add", RUNNERS, "POST", "", SHUT, json={"label": "Répéter", "offset": -3}),
    Row("api_preparation_step", RUNNERS, "PUT", "", STEP, json={"label": "Répéter", "offset": -3, "version": 1}),
    Row("api_preparation_step_move", RUNNERS | {"agent"}, "POST", "of an agent", THEIRS, json={"state": "done"}),
    Row("api_preparation_models", STAFF, json={}),
)  # fmt: skip
