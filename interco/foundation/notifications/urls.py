"""Addresses of the letters."""

from django.urls import URLPattern

from interco.foundation.core.policies import administrators
from interco.foundation.core.routes import POST, route
from interco.foundation.notifications.policies.letters import readers_of_the_queue
from interco.foundation.notifications.views import letters

urlpatterns: list[URLPattern] = [
    route("courriers", letters.letter_list, policy=readers_of_the_queue, name="letters"),
    route("courriers/<str:public_id>", letters.letter, policy=readers_of_the_queue, name="letter"),
    route(
        "courriers/<str:public_id>/piece/<int:number>", letters.enclosure, policy=readers_of_the_queue,
        name="letter_enclosure",
    ),
    route("courriers/<str:public_id>/relancer", letters.retry, policy=administrators, name="letter_retry", methods=POST),
]  # fmt: skip
