"""Requests as a table."""

from collections.abc import Iterable
from datetime import date, tzinfo

from django.utils.translation import gettext as _

from interco.foundation.documents.services.table_writing import Table
from interco.secretariat.enums import RequestKind, RequestState
from interco.secretariat.models import Request
from interco.secretariat.queries.requests import lines


def requests_table(requests: Iterable[Request], day: date, *, zone: tzinfo) -> Table:
    """Requests as rows, in the order given, with their ages on that day."""
    columns = [
        _("Référence"), _("Nature"), _("Objet"), _("Demandeur"), _("Auteur"), _("Guichet"), _("Confiée à"), _("État"),
        _("Envoyée le"), _("Échéance"), _("Âge, en jours"), _("Jours de retard"),
    ]  # fmt: skip
    return Table(
        _("Demandes"), columns,
        [
            [
                line.request.reference, str(RequestKind(line.request.kind).label), line.request.title, line.asker,
                line.request.author.full_name, line.desk,
                line.request.assignee.full_name if line.request.assignee else "",
                str(RequestState(line.request.state).label), line.request.created_at.astimezone(zone).date(),
                line.request.due_on, line.age, max(line.late_days, 0),
            ]
            for line in lines(list(requests), day)
        ],
    )  # fmt: skip
