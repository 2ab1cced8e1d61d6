"""Addresses after the session: decisions, record, actions."""

from django.urls import URLPattern

from interco.committees.views import actions, closing, register
from interco.foundation.core.policies import signed_in
from interco.foundation.core.routes import GET_POST, POST, route

urlpatterns: list[URLPattern] = [
    route("decisions/", register.index, policy=signed_in, name="register"),
    route("decisions/<str:key>/", register.decision, policy=signed_in, name="decision"),
    route("decisions/<str:key>/remplacer", register.replace, policy=signed_in, name="decision_replace", methods=POST),
    route("actions/", actions.index, policy=signed_in, name="actions"),
    route("actions/<str:key>/etat", actions.move, policy=signed_in, name="action_move", methods=POST),
    route("actions/<str:key>/echeance", actions.reschedule, policy=signed_in, name="action_reschedule", methods=POST),
    route("<str:key>/cloture", closing.close, policy=signed_in, name="meeting_close", methods=GET_POST),
]
