"""Root addresses. Each application adds its own; `require_policies` refuses a route that declares no policy."""

from importlib import import_module

from django.urls import URLPattern, URLResolver, include, path

from interco.config.health import health
from interco.foundation.core.policies import anyone
from interco.foundation.core.routes import require_policies, route

ROOMS = {
    "": "interco.cockpit.urls",
    "compte/": "interco.foundation.accounts.urls",
    "administration/comptes/": "interco.foundation.accounts.urls.administration",
    "administration/": "interco.installation.urls.administration",
    "premier-demarrage/": "interco.installation.urls",
    "recherche": "interco.foundation.search.urls",
    "composants/": "interco.foundation.ui.urls",
    "organisation/": "interco.organisation.urls",
    "seances/": "interco.committees.urls",
    "direct/seances/": "interco.committees.urls.streams",
    "agenda/": "interco.scheduling.urls",
    "secretariat/": "interco.secretariat.urls",
    "api/": "interco.config.api",
}

urlpatterns: list[URLPattern | URLResolver] = [
    route("sante", health, policy=anyone, name="health"),
    *(path(prefix, include(import_module(module))) for prefix, module in ROOMS.items()),
]
require_policies(urlpatterns)

handler400 = "interco.foundation.core.error_pages.not_understood"
handler403 = "interco.foundation.core.error_pages.not_allowed"
handler404 = "interco.foundation.core.error_pages.not_found"
handler500 = "interco.foundation.core.error_pages.incident"
