"""Addresses of the cockpit."""

from interco.cockpit.views import home
from interco.foundation.core.policies import signed_in
from interco.foundation.core.routes import POST, route

urlpatterns = [
    route("", home.to_do, policy=signed_in, name="to_do"),
    route("a-traiter/tours/<str:key>/position", home.stance, policy=signed_in, name="to_do_stance", methods=POST),
    route("a-traiter/points/<str:key>/accepter", home.accept, policy=signed_in, name="to_do_accept", methods=POST),
]
