"""Addresses of the cockpit."""

from interco.cockpit.views import home
from interco.foundation.core.policies import signed_in
from interco.foundation.core.routes import route

urlpatterns = [
    route("", home.home, policy=signed_in, name="to_do"),
]
