"""Addresses of the first start."""

from django.urls import URLPattern

from interco.foundation.core.policies import administrators
from interco.foundation.core.routes import GET_POST, route
from interco.installation.policies.first_start import without_account
from interco.installation.views import finishing as after
from interco.installation.views import first_start as before

urlpatterns: list[URLPattern] = [
    route("", before.collectivity_search, policy=without_account, name="first_start"),
    route("cle/<str:key>", before.key, policy=without_account, name="first_start_key", methods=GET_POST),
    route(
        "collectivite/<str:siren>", before.collectivity, policy=without_account, name="first_start_collectivity",
        methods=GET_POST,
    ),
    route(
        "administrateur", before.administrator, policy=without_account, name="first_start_administrator",
        methods=GET_POST,
    ),
    route("courrier", after.mail, policy=administrators, name="first_start_mail", methods=GET_POST),
    route("instance", after.body, policy=administrators, name="first_start_body", methods=GET_POST),
    route("suite", after.done, policy=administrators, name="first_start_done"),
]  # fmt: skip
