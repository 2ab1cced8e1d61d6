"""The general secretariat in the side navigation."""

from django.utils.translation import gettext_lazy as _

from interco.foundation.ui.navigation import Entry, register
from interco.secretariat.policies.requests import may_ask, takes_part


def register_entries() -> None:
    """Requests; asking for something has its keys on every page."""
    register(
        Entry(
            key="requests", label=_("Demandes"), icon="send", route="requests", order=42, keys="g r",
            also=("/secretariat/parapheur",), allowed=takes_part,
        ),
        Entry(
            key="request_ask", label=_("Nouvelle demande"), icon="plus", route="request_ask", order=46, keys="n d",
            listed=False, allowed=may_ask,
        ),
    )  # fmt: skip
