"""Addresses of the search: the page, and what the palette (Ctrl K) asks while one types."""

from interco.foundation.core.policies import signed_in
from interco.foundation.core.routes import route
from interco.foundation.search import views

urlpatterns = [
    route("", views.search_page, policy=signed_in, name="search"),
    route("/palette", views.palette, policy=signed_in, name="search_palette"),
]
