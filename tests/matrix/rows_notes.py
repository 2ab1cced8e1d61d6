"""Rows of the notes to staff, pages and API: a note of « Ressources humaines » at each step of its life."""

from interco.config.demo.organisation import Built
from interco.secretariat.models import NoteModel
from interco.secretariat.services.endorsements import give_endorsement, send_note
from interco.secretariat.services.note_signing import sign_note
from interco.secretariat.services.notes import attach_to_note
from tests.cast import actor
from tests.matrix.principals import KEEPERS, SIGNED_IN, STAFF
from tests.matrix.rows import Row
from tests.matrix.world import thing
from tests.secretariat.notes.drafts import a_draft, a_ready, a_released, a_sent, a_sent_to_nobody

#: Who makes the note: its author (the agent) and the head of its service; the keepers once it is sent.
MAKERS = frozenset({"agent", "head_of_service"})
CARRIERS = MAKERS | KEEPERS


@thing("note.draft")
def _draft(cast: Built) -> str:
    return a_draft(cast).public_id


@thing("note.draft_of_a_head")
def _draft_of_a_head(cast: Built) -> str:
    return a_draft(cast, author="rh").public_id


@thing("note.sent")
def _sent(cast: Built) -> str:
    return a_sent(cast).public_id


@thing("note.ready")
def _ready(cast: Built) -> str:
    return a_ready(cast).public_id


@thing("note.released")
def _released(cast: Built) -> str:
    return a_released(cast).public_id


thing("note.at_a_vacant_post")(lambda cast: a_sent_to_nobody(cast).public_id)


@thing("note.released_elsewhere")
def _released_elsewhere(cast: Built) -> str:
    return a_released(cast, "communication").public_id


@thing("note.file")
def _file(cast: Built) -> str:
    note = a_draft(cast, "communication")
    row = attach_to_note(note, name="plan.txt", content=b"Plan", by=actor(cast, "agent_rh"))
    give_endorsement(send_note(note, by=actor(cast, "agent_rh")), by=actor(cast, "rh"))
    sign_note(note, by=actor(cast, "dgs"))
    return row.public_id


@thing("note.file_of_a_draft")
def _file_of_a_draft(cast: Built) -> str:
    return attach_to_note(
        a_draft(cast), name="plan.txt", content=b"Plan", by=actor(cast, "agent_rh")
    ).public_id  # fmt: skip


@thing("note.model")
def _model(_cast: Built) -> str:
    return NoteModel.objects.get_or_create(name="Congés")[0].public_id


def gesture(route: str, may: frozenset[str], state: str, **body: str) -> Row:
    """A gesture of a page on a note."""
    return Row(route, may, method="POST", state=state, arguments=(f"@note.{state}",), body=body)


def told(route: str, may: frozenset[str], state: str, method: str = "POST", **json: object) -> Row:
    """The same by the API."""
    return Row(f"api_{route}", may, method=method, state=state, arguments=(f"@note.{state}",), json=json)


NOTE: dict[str, object] = {"title": "Congés", "unit": "@unit", "signatory": "@post"}
READ = ("note", "note_pdf", "note_odt", "api_note")

ROWS: tuple[Row, ...] = (
    Row("notes", SIGNED_IN),
    Row("notes_export", SIGNED_IN, arguments=("csv",)),
    Row("note_write", STAFF),
    Row("note_write", STAFF, method="POST"),
    *(Row(name, MAKERS, state="draft", arguments=("@note.draft",), json={} if "api" in name else None) for name in READ),
    *(Row(name, CARRIERS, state="sent", arguments=("@note.sent",), json={} if "api" in name else None) for name in READ),
    *(
        Row(name, CARRIERS, state="released to RH", arguments=("@note.released",), json={} if "api" in name else None)
        for name in READ
    ),
    *(
        Row(
            name, CARRIERS | {"substitute"}, state="released to another service", arguments=("@note.released_elsewhere",),
            json={} if "api" in name else None,
        )
        for name in READ
    ),
    *(Row(name, MAKERS, arguments=("@note.draft",)) for name in ("note_edit", "note_audience", "note_circuit")),
    *(gesture(name, MAKERS, "draft") for name in ("note_edit", "note_audience", "note_circuit", "note_attach", "note_send")),
    *(Row(name, state="already sent", arguments=("@note.sent",)) for name in ("note_edit", "note_audience", "note_circuit")),
    *(gesture(name, frozenset(), "sent") for name in ("note_edit", "note_audience", "note_circuit", "note_attach", "note_send")),
    gesture("note_endorse", frozenset({"head_of_service"}), "sent"),
    gesture("note_refuse", frozenset({"head_of_service"}), "sent", reason="Non."),
    gesture("note_return", KEEPERS, "ready", reason="Non."),
    gesture("note_pass_over", KEEPERS, "at_a_vacant_post"),
    gesture("note_withdraw", MAKERS, "draft"),
    gesture("note_withdraw", CARRIERS, "ready"),
    Row("note_sign", KEEPERS, arguments=("@note.ready",)),
    gesture("note_sign", KEEPERS, "ready"),
    gesture("note_acknowledge", MAKERS, "released"),
    gesture("note_acknowledge", frozenset({"substitute"}), "released_elsewhere"),
    Row("note_follow", CARRIERS, arguments=("@note.released",)),
    Row("note_follow", CARRIERS, state="released to another service", arguments=("@note.released_elsewhere",)),
    Row("note_follow", state="draft", arguments=("@note.draft",)),
    gesture("note_follow", CARRIERS, "released"),
    gesture("note_remind", CARRIERS, "released"),
    gesture("note_remind", CARRIERS, "released_elsewhere"),
    Row("note_attendance", CARRIERS, arguments=("@note.released",)),
    Row("note_file", CARRIERS | {"substitute"}, arguments=("@note.file",)),
    Row("note_file", MAKERS, state="of a draft", arguments=("@note.file_of_a_draft",)),
    Row("note_detach", MAKERS, method="POST", arguments=("@note.file_of_a_draft",)),
    Row("note_models", KEEPERS),
    Row("note_model_add", KEEPERS),
    Row("note_model_add", KEEPERS, method="POST", body={"name": "Modèle neuf"}),
    Row("note_model", KEEPERS, arguments=("@note.model",)),
    Row("note_model", KEEPERS, method="POST", arguments=("@note.model",), body={"name": "Congés"}),
    Row("api_notes", SIGNED_IN, json={}),
    Row("api_notes", frozenset({"agent", "head_of_service"}) | KEEPERS, method="POST", json=NOTE),
    told("note", MAKERS, "draft", "PUT", **NOTE, version=1),
    told("note_audience", MAKERS, "draft", "GET"),
    told("note_audience", CARRIERS, "released", "GET"),
    told("note_audience", MAKERS, "draft", "PUT", targets=[{"kind": "unit", "key": "@unit"}], version=1),
    told("note_circuit", MAKERS, "draft", "PUT", steps=[{"post": "@post"}], version=1),
    told("note_send", MAKERS, "draft"),
    told("note_endorse", frozenset({"head_of_service"}), "sent"),
    told("note_refuse", frozenset({"head_of_service"}), "sent", reason="Non."),
    told("note_pass_over", KEEPERS, "at_a_vacant_post"),
    told("note_sign", KEEPERS, "ready"),
    told("note_withdraw", CARRIERS, "ready", reason="Non."),
    told("note_acknowledge", MAKERS, "released"),
    told("note_missing", CARRIERS, "released", "GET"),
    told("note_remind", CARRIERS, "released"),
)  # fmt: skip
