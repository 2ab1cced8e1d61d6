"""Addresses of the session itself: presence, timers, rounds, stances."""

from django.urls import URLPattern

from interco.committees.views import live_drafting, live_gestures, live_rounds, live_screens
from interco.committees.views.live_refusals import in_place
from interco.foundation.core.policies import signed_in
from interco.foundation.core.routes import GET_POST, POST, View, route


def _gesture(pattern: str, view: View, name: str) -> URLPattern:
    """A gesture of whoever leads: its refusal is said on the screen of the session."""
    return route(pattern, in_place(view), policy=signed_in, name=name, methods=POST)


urlpatterns: list[URLPattern] = [
    route("<str:key>/conduite", live_screens.lead, policy=signed_in, name="session_lead"),
    route("<str:key>/suivre", live_screens.follow, policy=signed_in, name="session_follow"),
    route("<str:key>/salle", live_screens.room, policy=signed_in, name="session_room"),
    route("<str:key>/position", live_rounds.position, policy=signed_in, name="session_position", methods=GET_POST),
    _gesture("<str:key>/ouvrir", live_gestures.start, "session_open"),
    _gesture("<str:key>/suivant", live_gestures.forward, "session_next"),
    _gesture("<str:key>/precedent", live_gestures.backward, "session_previous"),
    _gesture("<str:key>/pause", live_gestures.hold, "session_pause"),
    _gesture("<str:key>/presence", live_gestures.all_present, "session_all_present"),
    _gesture("<str:key>/presence/<str:attendee>", live_gestures.presence, "session_presence"),
    _gesture("<str:key>/points/<str:item>/aborder", live_gestures.go, "session_go"),
    _gesture("<str:key>/points/<str:item>/terminer", live_gestures.end, "session_end_item"),
    _gesture("<str:key>/points/<str:item>/notes", live_gestures.notes, "session_notes"),
    _gesture("<str:key>/points/<str:item>/tour", live_rounds.start, "round_open"),
    _gesture("<str:key>/points/<str:item>/decision", live_drafting.decision, "session_decision"),
    _gesture("<str:key>/points/<str:item>/action", live_drafting.action, "session_action"),
    _gesture("<str:key>/projets/<str:decision>/retirer", live_drafting.take_back, "session_take_back"),
    _gesture("<str:key>/tours/<str:tour>/etape", live_rounds.step, "round_step"),
    _gesture("<str:key>/tours/<str:tour>/dire", live_rounds.say, "round_say"),
    _gesture("<str:key>/tours/<str:tour>/texte", live_rounds.text, "round_text"),
    _gesture("<str:key>/tours/<str:tour>/reveler", live_rounds.reveal, "round_reveal"),
    _gesture("<str:key>/tours/<str:tour>/adopter", live_rounds.adopt, "round_adopt"),
    _gesture("<str:key>/tours/<str:tour>/conclure", live_rounds.finish, "round_conclude"),
    route(
        "<str:key>/positions/<str:stance>/lever", live_rounds.lift, policy=signed_in, name="stance_lift", methods=POST
    ),
]
