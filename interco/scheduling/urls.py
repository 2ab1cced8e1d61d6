"""Addresses of the calendar."""

from django.urls import URLPattern

from interco.foundation.core.policies import general_secretariat, member_of_staff
from interco.foundation.core.routes import GET_POST, POST, route
from interco.scheduling.views import closures

urlpatterns: list[URLPattern] = [
    route("fermetures", closures.index, policy=member_of_staff, name="closures", methods=GET_POST),
    route(
        "fermetures/<str:key>/rouvrir", closures.remove, policy=general_secretariat, name="closure_remove", methods=POST
    ),
]
