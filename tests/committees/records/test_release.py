"""The record of a closed session: what it tells, who reads it, who receives it."""

import io
from datetime import date, timedelta
from zipfile import ZipFile

import pytest
from django.test import Client
from django.utils import translation
from pypdf import PdfReader

from interco.committees.enums import (
    AttendeeRole,
    Confidentiality,
    ItemState,
    MeetingState,
    Outcome,
    Presence,
    RoundPhase,
    StanceValue,
)
from interco.committees.models import Action, Attendee, Decision, Meeting, ProposalText, Round, Stance
from interco.committees.queries.record import record_of
from interco.committees.services.closing import close_meeting
from interco.committees.services.record import addressees, release_record
from interco.committees.services.record_document import anchor_text, record_pdf
from interco.committees.services.record_odt import record_odt
from interco.config.demo.organisation import Built
from interco.foundation.audit.models import Entry
from interco.foundation.core.errors import Refused
from interco.foundation.documents.services.store import content_of
from interco.foundation.notifications.models import OutgoingMessage
from interco.foundation.ui.typography import elided
from tests.cast import NOW, actor
from tests.committees.builders import a_meeting, an_item

SEATS = {
    "dgs": (AttendeeRole.CHAIR, Presence.PRESENT), "dga_administration": (AttendeeRole.MEMBER, Presence.PRESENT),
    "dga_juridique": (AttendeeRole.MEMBER, Presence.EXCUSED), "secretariat": (AttendeeRole.SECRETARY, Presence.PRESENT),
    "agent_rh": (AttendeeRole.GUEST, Presence.PRESENT),
}  # fmt: skip


def a_closed_session(cast: Built, *, confidentiality: str = Confidentiality.STAFF) -> Meeting:
    """One decision with a reservation and a lifted objection, an action; one item treated, one carried."""
    meeting = a_meeting(cast, state=MeetingState.OPEN, number=46)
    meeting.opened_at = NOW - timedelta(hours=2)
    meeting.save()
    seats = {}
    for rank, (key, (role, presence)) in enumerate(SEATS.items()):
        person = cast.people[key]
        seats[key] = Attendee.objects.create(
            meeting=meeting, person=person, post=cast.posts[key], name=person.full_name, title="Directeur", role=role,
            presence=presence, rank=rank, is_member=role != AttendeeRole.GUEST, is_voting=role == AttendeeRole.MEMBER,
        )  # fmt: skip
    item = an_item(cast, meeting=meeting, position=1, state=ItemState.DECIDED, confidentiality=confidentiality)
    round_ = Round.objects.create(
        item=item, meeting=meeting, number=1, phase=RoundPhase.ADOPTION, opened_at=NOW, revealed_at=NOW, closed_at=NOW,
        outcome=Outcome.RESERVATIONS,
    )  # fmt: skip
    text = ProposalText.objects.create(
        round=round_, number=1, text="Approuver.", author_name="X", at=NOW, revealed_at=NOW
    )
    for key, value, reason in (
        ("dga_administration", StanceValue.RESERVATION, "Prévoir une permanence."),
        ("dgs", StanceValue.OBJECTION, "Le coût n’est pas notifié."),
    ):
        Stance.objects.create(
            round=round_, attendee=seats[key], text=text, value=value, reason=reason, at=NOW,
            lifted_at=NOW if value == StanceValue.OBJECTION else None, lifting="Notifié avant mars.",
        )  # fmt: skip
    decision = Decision.objects.create(
        body=meeting.body, meeting=meeting, item=item, round=round_, title="Service commun",
        text="Le CODIR approuve le **principe**.", outcome=Outcome.RESERVATIONS, decided_at=NOW,
        owner_post=cast.posts["dga_planification"],
    )  # fmt: skip
    Action.objects.create(
        reference="A-2026-900", body=meeting.body, meeting=meeting, item=item, decision=decision, title="Saisir le CST",
        owner_post=cast.posts["dga_planification"], due_on=date(2027, 1, 31), created_at=NOW,
    )  # fmt: skip
    an_item(cast, meeting=meeting, position=2, state=ItemState.TREATED, title="Veille réglementaire")
    an_item(cast, meeting=meeting, position=3, state=ItemState.SCHEDULED, title="Bilan du télétravail")
    close_meeting(meeting, by=actor(cast, "secretariat"))
    return Meeting.objects.select_related("body").get(pk=meeting.pk)


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def signed_in(cast: Built, key: str) -> Client:
    client = Client()
    client.force_login(cast.users[key], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_the_record_tells_decisions_what_was_treated_and_what_is_carried(cast: Built) -> None:
    record = record_of(a_closed_session(cast))
    assert [one.decision.reference for one in record.decisions] == ["CODIR-2026-001"]
    assert [stance.value for stance in record.decisions[0].remarks] == ["reservation", "objection"]
    assert [(one.item.title, one.state) for one in record.treated] == [("Veille réglementaire", ItemState.TREATED)]
    assert [(one.item.title, one.item.carry_count) for one in record.carried] == [("Bilan du télétravail", 1)]
    assert record.decisions[0].actions[0].owner == cast.people["dga_planification"].full_name


def test_the_pdf_says_it_all_and_is_the_same_twice(cast: Built) -> None:
    record = record_of(a_closed_session(cast))
    document = record_pdf(record, released_at=NOW)
    words = words_of(document.pdf)
    away = cast.people["dga_juridique"].full_name
    for expected in (
        "RD-CODIR-2026-46", "Le CODIR approuve le principe.", "Prévoir une permanence.", "Levée. Notifié avant mars.",
        "Saisir le CST", "31 janvier 2027", "Veille réglementaire", "Bilan du télétravail", away, "Diffusé le 7 décembre 2026",
    ):  # fmt: skip
        assert expected in words.replace("\u00a0", " ").replace("\u202f", " ")
    assert record_pdf(record_of(record.meeting), released_at=NOW).pdf == document.pdf


def test_the_pdf_carries_the_anchor_of_the_register(cast: Built) -> None:
    record = record_of(a_closed_session(cast))
    assert record.anchor is not None
    words = words_of(record_pdf(record, released_at=None).pdf).replace(" ", "")
    assert anchor_text(record.anchor) in words


def test_the_odt_opens_and_says_the_same(cast: Built) -> None:
    record = record_of(a_closed_session(cast))
    with ZipFile(io.BytesIO(record_odt(record, released_at=None))) as archive:
        assert archive.read("mimetype") == b"application/vnd.oasis.opendocument.text"
        content = archive.read("content.xml").decode()
    for expected in ("CODIR-2026-001", "Saisir le CST", "Veille réglementaire", "Prévoir une permanence."):
        assert expected in content


def test_a_release_sends_the_same_kept_pdf_to_each_person_once(cast: Built) -> None:
    meeting = a_closed_session(cast)
    sent = release_record(meeting, by=actor(cast, "secretariat"))
    messages = list(OutgoingMessage.objects.filter(kind="record.released"))
    assert sent == len(messages) == len(SEATS)
    (attachment,) = {tuple(sorted(message.attachments[0].items())) for message in messages}
    kept = dict(attachment)
    assert kept["name"] == "RD-CODIR-2026-46.pdf"
    assert "CODIR-2026-001" in words_of(content_of(kept["digest"]))
    assert Entry.objects.latest("number").event == "record.released"
    with pytest.raises(Refused, match="déjà été diffusé"):
        release_record(meeting, by=actor(cast, "secretariat"))
    assert OutgoingMessage.objects.filter(kind="record.released").count() == len(SEATS)


def test_a_guest_does_not_receive_a_record_that_tells_a_reserved_item(cast: Built) -> None:
    meeting = a_closed_session(cast, confidentiality=Confidentiality.MEMBERS)
    obstacles = {one.attendee.person_id: one.obstacle for one in addressees(record_of(meeting))}
    assert obstacles[cast.people["agent_rh"].pk] == "le relevé contient un point réservé aux membres"
    assert release_record(meeting, by=actor(cast, "dgs")) == len(SEATS) - 1
    assert not OutgoingMessage.objects.filter(recipient_name=cast.people["agent_rh"].full_name).exists()


def test_somebody_without_an_address_is_named_before_the_release(cast: Built) -> None:
    meeting = a_closed_session(cast)
    person = cast.people["dga_administration"]
    person.email = ""
    person.save()
    obstacles = [one.obstacle for one in addressees(record_of(meeting)) if one.attendee.person_id == person.pk]
    assert obstacles == ["pas d’adresse électronique"]


@pytest.mark.parametrize("key", ["agent_rh", "dga_administration"])
def test_only_the_keepers_release(cast: Built, key: str) -> None:
    meeting = a_closed_session(cast)
    with pytest.raises(Refused):
        release_record(meeting, by=actor(cast, key))
    assert not OutgoingMessage.objects.filter(kind="record.released").exists()
    assert Meeting.objects.get(pk=meeting.pk).record_released_at is None


def test_the_record_of_an_open_session_is_not_ready(cast: Built) -> None:
    meeting = a_meeting(cast, state=MeetingState.OPEN)
    assert signed_in(cast, "dgs").get(f"/seances/{meeting.public_id}/releve").status_code == 403


@pytest.mark.parametrize(
    ("key", "status"), [("dgs", 200), ("dga_juridique", 200), ("agent_rh", 200), ("administrateur", 404)]
)
def test_those_convened_read_the_page_and_its_files(cast: Built, key: str, status: int) -> None:
    meeting = a_closed_session(cast)
    client = signed_in(cast, key)
    for address in ("releve", "releve.pdf", "releve.odt"):
        assert client.get(f"/seances/{meeting.public_id}/{address}").status_code == status


def test_a_guest_is_refused_a_record_that_tells_a_reserved_item(cast: Built) -> None:
    meeting = a_closed_session(cast, confidentiality=Confidentiality.MEMBERS)
    assert signed_in(cast, "agent_rh").get(f"/seances/{meeting.public_id}/releve.pdf").status_code == 403
    assert signed_in(cast, "dga_juridique").get(f"/seances/{meeting.public_id}/releve.pdf").status_code == 200


def test_the_release_is_previewed_then_done_in_one_click(cast: Built) -> None:
    meeting = a_closed_session(cast)
    client = signed_in(cast, "secretariat")
    preview = client.get(f"/seances/{meeting.public_id}/releve/diffusion").content.decode()
    assert all(cast.people[key].email in preview for key in SEATS)
    assert not OutgoingMessage.objects.filter(kind="record.released").exists()
    answer = client.post(f"/seances/{meeting.public_id}/releve/diffusion")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/seances/{meeting.public_id}/releve")
    assert OutgoingMessage.objects.filter(kind="record.released").count() == len(SEATS)
    page = client.get(f"/seances/{meeting.public_id}/releve").content.decode()
    assert "Diffuser le relevé" not in page


def test_the_record_takes_a_constant_number_of_queries(
    cast: Built, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    meeting = a_closed_session(cast)
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        record = record_of(meeting)
        assert record.decisions
        assert record.present()


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Réserve de Odette Filao.", "Réserve d’Odette Filao."),
        ("Réserve de Zoé Carambole.", "Réserve de Zoé Carambole."),
    ],
)
def test_a_name_that_starts_with_a_vowel_takes_its_elision(said: str, shown: str) -> None:
    assert elided(said) == shown


def test_the_record_is_in_french_whatever_the_language_of_who_prints_it(cast: Built) -> None:
    record = record_of(a_closed_session(cast))
    with translation.override("en"):
        in_english = record_pdf(record, released_at=NOW).pdf
    assert in_english == record_pdf(record, released_at=NOW).pdf
