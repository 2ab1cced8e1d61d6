"""Emptying the organisation of a test, and importing in one gesture."""

from django.db import connection

from interco.foundation.core.actor import Actor, system_actor
from interco.organisation.models import OrganisationImport
from interco.organisation.queries.stores import MODELS
from interco.organisation.services.exchange.apply import apply_import
from interco.organisation.services.exchange.deposit import deposit_file, deposit_paste, plan_of
from tests.cast import NOW

MACHINE = system_actor(NOW)


def empty_the_organisation() -> None:
    """Take every row of the organisation away, with what leans on it: the database of a new installation."""
    names = [model._meta.db_table for model in MODELS.values()]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(names)} CASCADE")
            return
        cursor.execute("PRAGMA defer_foreign_keys = ON")
        leaning = ["committees_body_member", *reversed(names)]
        for name in [name for name in connection.introspection.table_names(cursor) if name.startswith("committees_")]:
            leaning.insert(0, name)
        for name in dict.fromkeys(leaning):
            if name in connection.introspection.table_names(cursor):
                cursor.execute(f'DELETE FROM "{name}"')  # noqa: S608 - names of tables come from the database


def imported(content: bytes, name: str = "organisation.ods", by: Actor = MACHINE) -> OrganisationImport:
    """Import a file, whatever it holds; fails with its faults."""
    return applied(deposit_file(content, name=name, by=by), by)


def pasted(text: str, by: Actor = MACHINE) -> OrganisationImport:
    """Import a pasted table."""
    return applied(deposit_paste(text, by=by), by)


def applied(row: OrganisationImport, by: Actor = MACHINE) -> OrganisationImport:
    """Apply a draft."""
    plan = plan_of(row)
    assert not plan.faults, plan.faults[:5]
    return apply_import(row, digest=plan.digest, by=by)
