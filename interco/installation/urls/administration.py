"""Addresses of the administration: the installation, its journal, its rights, and the letters beside them."""

from django.urls import URLPattern

from interco.foundation.core.policies import administrators, keepers_of_the_journal
from interco.foundation.core.routes import GET_POST, POST, route
from interco.foundation.notifications.urls import urlpatterns as letters
from interco.installation.views import journal, mail, rights, state

urlpatterns: list[URLPattern] = [
    route("", state.installation, policy=administrators, name="installation"),
    route("fuseau", state.time_zone, policy=administrators, name="installation_time_zone", methods=POST),
    route("courrier", mail.mail_page, policy=administrators, name="installation_mail", methods=GET_POST),
    route("journal", journal.journal, policy=keepers_of_the_journal, name="journal"),
    route("droits", rights.rights, policy=keepers_of_the_journal, name="rights"),
    *letters,
]
