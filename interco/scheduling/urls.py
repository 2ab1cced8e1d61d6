"""Addresses of the calendar."""

from django.urls import URLPattern

from interco.foundation.core.policies import general_secretariat, member_of_staff
from interco.foundation.core.policies import reader_of_the_organisation as reader
from interco.foundation.core.routes import GET_POST, POST, route
from interco.scheduling.views import closures, events

_EVENT = "evenements/<str:key>"

urlpatterns: list[URLPattern] = [
    route("fermetures", closures.index, policy=member_of_staff, name="closures", methods=GET_POST),
    route(
        "fermetures/<str:key>/rouvrir", closures.remove, policy=general_secretariat, name="closure_remove", methods=POST
    ),
    route(_EVENT, events.show, policy=reader, name="event"),
    route(f"{_EVENT}/reponse", events.answer, policy=reader, name="event_answer", methods=POST),
    route(f"{_EVENT}/invites", events.add_guests, policy=member_of_staff, name="event_invite", methods=POST),
    route(
        f"{_EVENT}/invites/<str:guest>/retirer",
        events.remove_guest,
        policy=member_of_staff,
        name="event_uninvite",
        methods=POST,
    ),
]
