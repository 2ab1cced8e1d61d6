"""Root addresses. Each application adds its own; `require_policies` refuses a route that declares no policy."""

from importlib import import_module

from django.urls import URLPattern, URLResolver, include, path

from interco.foundation.core.routes import require_policies

ROOMS = {
    "": "interco.cockpit.urls",
    "compte/": "interco.foundation.accounts.urls",
    "administration/": "interco.foundation.notifications.urls",
    "composants/": "interco.foundation.ui.urls",
    "organisation/": "interco.organisation.urls",
    "seances/": "interco.committees.urls",
}

urlpatterns: list[URLPattern | URLResolver] = [
    path(prefix, include(module)) for prefix, module in ROOMS.items() if import_module(module)
]
require_policies(urlpatterns)
