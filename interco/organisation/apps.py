"""The organisation application."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from interco.foundation.core.actor import Actor
from interco.foundation.core.roles import Role

#: Name of the route, words, icon, keys and other addresses of each entry of the menu.
ENTRIES: tuple[tuple[str, object, str, str, tuple[str, ...]], ...] = (
    ("chart", _("Organigramme"), "network", "g o", ("/organisation/services/",)),
    ("people", _("Personnes"), "users", "", ("/organisation/affectations/", "/organisation/delegations/")),
    ("posts", _("Postes"), "user", "", ()),
    ("collectivities", _("Communes"), "map-pin", "", ()),
)


def reads_the_organisation(actor: Actor) -> bool:
    """Those the chart is open to: everybody but the technical accounts."""
    return actor.has(Role.STAFF, Role.DGS, Role.SECRETARIAT, Role.COMMUNE_STAFF, Role.ELECTED_READER, Role.DPO)


class OrganisationConfig(AppConfig):
    """Tells the foundation who an account is, and what can be found in the organisation."""

    name = "interco.organisation"
    label = "organisation"
    verbose_name = "Organisation"

    def ready(self) -> None:
        """Register the builder of actors and what the search finds."""
        from interco.foundation.accounts.queries.accounts import is_open_account, register_describer, register_direction
        from interco.foundation.accounts.services.accounts import register_opening
        from interco.foundation.core.actor import register_actor_builder
        from interco.foundation.core.periodic import register_periodic
        from interco.foundation.notifications.rules.kinds import register_kind
        from interco.foundation.search.queries import providers
        from interco.foundation.ui import navigation
        from interco.foundation.ui.context import register_page_context
        from interco.organisation import tasks
        from interco.organisation.indexing import PeopleProvider, UnitsProvider
        from interco.organisation.notices import IMPORT_OVER
        from interco.organisation.queries.standing import accounts_of_the_dgs, actor_of_user
        from interco.organisation.queries.territory import names_for_pages
        from interco.organisation.queries.titles import titles_of_accounts
        from interco.organisation.services.person_accounts import give_account

        register_actor_builder(actor_of_user)
        register_periodic("organisation.index", tasks.build_index_again, every=timedelta(hours=12))
        register_periodic("organisation.forget_imports", tasks.forget_imports, every=timedelta(hours=1))
        register_kind(IMPORT_OVER, label=_("Fin d’un import"), still_allowed=is_open_account)
        register_describer(titles_of_accounts)
        register_direction(accounts_of_the_dgs)
        register_opening(give_account)
        register_page_context(names_for_pages)
        for order, (key, label, icon, keys, also) in enumerate(ENTRIES):
            navigation.register(
                navigation.Entry(
                    key=key, label=label, icon=icon, route=key, group=2, order=10 * order, keys=keys, also=also,
                    allowed=reads_the_organisation,
                )
            )  # fmt: skip
        providers.register(PeopleProvider())
        providers.register(UnitsProvider())
