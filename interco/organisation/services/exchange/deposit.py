"""Giving a table to import: read, kept beside its import, its columns guessed then chosen. Nothing is written yet."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Conflict, Invalid
from interco.foundation.documents.services.table_reading import MAX_BYTES, ReadTable, read_pasted, read_tables
from interco.organisation.enums import ImportState
from interco.organisation.models import OrganisationImport
from interco.organisation.policies.organisation import check_can_write
from interco.organisation.queries.stores import snapshot
from interco.organisation.rules.exchange.guess import guess_columns
from interco.organisation.rules.exchange.layout import BY_NAME
from interco.organisation.rules.exchange.plan import Plan, plan_import
from interco.organisation.services.exchange.sheets import Columns, fields_of, guessed, packed, read_sheets, unpacked

#: A table that nobody imported is forgotten after this long.
KEPT = timedelta(hours=24)


def deposit_file(content: bytes, *, name: str, by: Actor, layout: str = "") -> OrganisationImport:
    """Keep an uploaded file for its preview; `layout` forces what its sheets are."""
    check_can_write(by)
    return _deposit(read_tables(content, name), name=name, by=by, layout=layout)


def deposit_paste(text: str, *, by: Actor) -> OrganisationImport:
    """Keep a table pasted from a spreadsheet."""
    check_can_write(by)
    if len(text.encode(errors="replace")) > MAX_BYTES:
        raise Invalid(_("Ce tableau dépasse 20 Mo."), field="pasted")
    return _deposit((read_pasted(text, field="pasted"),), name=_("Tableau collé"), by=by)


@transaction.atomic
def _deposit(tables: Sequence[ReadTable], *, name: str, by: Actor, layout: str = "") -> OrganisationImport:
    columns = guessed(tables, layout)
    row = OrganisationImport.objects.create(
        name="".join(sign for sign in name if sign.isprintable())[:200], day=by.today, content=packed(tables),
        columns=columns, at=by.at, user_id=by.user_id, size=sum(len(table.rows) for table in tables),
    )  # fmt: skip
    facts = {"sheets": len(tables), "rows": row.size}
    journal.record("organisation.import_prepared", by=by, subject=row, facts=facts)
    return row


@transaction.atomic
def choose_columns(
    row: OrganisationImport, chosen: Mapping[int, tuple[str, Sequence[str]]], *, day: date, by: Actor
) -> OrganisationImport:
    """Correct what each sheet is and what its columns fill; a sheet given another table has its columns guessed again."""
    check_can_write(by)
    locked = draft_of(row)
    tables = unpacked(locked.content or b"")
    columns: list[Columns] = locked.columns
    for place, (table, mapping) in chosen.items():
        if not 0 <= place < len(columns) or (table and table not in BY_NAME):
            raise Invalid(_("Ce choix de colonnes n’existe pas."))
        header = tables[place].rows[columns[place]["first_row"]]
        if table != columns[place]["table"]:
            fields = list(guess_columns(header, BY_NAME[table])) if table else [""] * len(header)
        else:
            fields = [name if name in fields_of(table) else "" for name in mapping]
            fields = (fields + [""] * len(header))[: len(header)]
        doubled = {name for name in fields if name and fields.count(name) > 1}
        if doubled:
            title = BY_NAME[table].column(min(doubled)).title
            raise Invalid(_("Deux colonnes donnent « %(title)s » : choisissez-en une.") % {"title": title})
        columns[place] = {"table": table, "first_row": columns[place]["first_row"], "mapping": fields}
    locked.columns, locked.day, locked.trouble = columns, day, {}
    locked.version += 1
    locked.save(update_fields=["columns", "day", "trouble", "version"])
    journal.record("organisation.import_columns_chosen", by=by, subject=locked)
    return locked


@transaction.atomic
def discard(row: OrganisationImport, *, by: Actor) -> None:
    """Forget a table that will not be imported."""
    check_can_write(by)
    locked = draft_of(row)
    journal.record("organisation.import_discarded", by=by, subject=locked)
    locked.delete()


def draft_of(row: OrganisationImport, state: ImportState = ImportState.DRAFT) -> OrganisationImport:
    """The import under a lock, still a draft (or in the `state` that is told); `Conflict` when it is no longer."""
    locked = OrganisationImport.objects.select_for_update().filter(pk=row.pk, state=state).first()
    if locked is None:
        raise Conflict(_("Cet import a déjà été appliqué ou abandonné."))
    return locked


def plan_of(row: OrganisationImport) -> Plan:
    """The plan of a draft on the organisation as it stands."""
    sheets = read_sheets(unpacked(row.content or b""), row.columns)
    return plan_import(sheets, snapshot(), day=row.day)
