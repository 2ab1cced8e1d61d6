"""The signature folder: together, with a reason to refuse, by whoever holds the post today."""

from datetime import date
from decimal import Decimal

import pytest

from interco.config.demo.organisation import Built
from interco.foundation.core.errors import Invalid, Refused
from interco.organisation.enums import AssignmentKind
from interco.organisation.models import Assignment
from interco.secretariat.enums import RequestGesture, RequestKind, RequestState
from interco.secretariat.models import Request, Signature
from interco.secretariat.policies.requests import visible_to
from interco.secretariat.queries.signature_folder import signature_folder
from interco.secretariat.services import request_gestures as gestures
from interco.secretariat.services.signature_folder import refuse_to_sign, sign
from tests.cast import NOW, actor
from tests.secretariat.requests.builders import a_request


def test_several_are_signed_in_one_gesture(cast: Built) -> None:
    to_sign, to_decide = a_request(cast, kind=RequestKind.SIGNATURE), a_request(cast, kind=RequestKind.DECISION)
    sign([to_sign, to_decide], by=actor(cast, "dgs"), text="D’accord.")
    assert {row.state for row in Request.objects.all()} == {RequestState.ANSWERED}
    kept = Signature.objects.get(request=to_sign)
    assert (kept.gesture, kept.name, kept.at) == (RequestGesture.SIGNED, "Gaspard Fromager", NOW)
    assert (kept.title, kept.is_interim) == ("Directeur général des services", False)
    assert Signature.objects.get(request=to_decide).gesture == RequestGesture.AGREED


def test_a_refusal_says_why(cast: Built) -> None:
    request = a_request(cast, kind=RequestKind.SIGNATURE)
    with pytest.raises(Invalid):
        refuse_to_sign([request], reason="", by=actor(cast, "dgs"))
    assert not Signature.objects.exists()
    refuse_to_sign([request], reason="Le montant manque.", by=actor(cast, "dgs"))
    assert (Request.objects.get().state, Signature.objects.get().reason) == (RequestState.REFUSED, "Le montant manque.")


def test_the_interim_signs_in_this_quality(cast: Built) -> None:
    Assignment.objects.filter(post=cast.posts["dgs"]).update(ends_on=date(2026, 12, 1))
    Assignment.objects.create(
        person=cast.people["dga_administration"], post=cast.posts["dgs"], kind=AssignmentKind.INTERIM,
        quota=Decimal("0.50"), starts_on=date(2026, 12, 1),
    )  # fmt: skip
    request = a_request(cast, kind=RequestKind.SIGNATURE)
    with pytest.raises(Refused):
        sign([request], by=actor(cast, "dgs"))
    sign([request], by=actor(cast, "dga_administration"))
    kept = Signature.objects.get()
    assert (kept.name, kept.title, kept.is_interim) == (
        "Célestine Balisier", "Directrice générale des services", True
    )  # fmt: skip


@pytest.mark.parametrize("who", ["secretariat", "dost", "rh"])
def test_nobody_signs_in_the_place_of_the_dgs(cast: Built, who: str) -> None:
    request = a_request(cast, kind=RequestKind.SIGNATURE)
    with pytest.raises(Refused):
        sign([request], by=actor(cast, who))
    with pytest.raises(Refused):
        gestures.answer(request, text="Signé.", by=actor(cast, who))


def test_one_that_left_the_folder_stops_the_whole_gesture(cast: Built) -> None:
    kept, gone = a_request(cast, kind=RequestKind.SIGNATURE), a_request(cast, kind=RequestKind.SIGNATURE)
    gestures.question(gone, text="Quel montant ?", by=actor(cast, "secretariat"))
    with pytest.raises(Invalid):
        sign([kept, gone], by=actor(cast, "dgs"))
    assert Request.objects.get(pk=kept.pk).state == RequestState.SENT
    assert not Signature.objects.exists()


def test_the_folder_shows_what_waits_and_who_signed(cast: Built) -> None:
    request = a_request(cast, kind=RequestKind.SIGNATURE)
    a_request(cast)
    gestures.forward(a_request(cast, kind=RequestKind.DECISION), to=cast.units["dost"], by=actor(cast, "dgs"))
    by = actor(cast, "secretariat")
    folder = signature_folder(visible_to(by), by.today)
    assert [entry.line.request for entry in folder.waiting] == [request]
    assert folder.signatory is not None
    assert folder.signatory.name == "Gaspard Fromager"
    sign([request], by=actor(cast, "dgs"))
    folder = signature_folder(visible_to(by), by.today)
    assert ([entry.line for entry in folder.waiting], [kept.request for kept in folder.signatures]) == ([], [request])
