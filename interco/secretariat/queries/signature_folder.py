"""The signature folder: what waits for the DGS, and the last signatures with who gave them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from interco.organisation.queries.holders import Holder, holders_on
from interco.secretariat.models import Request, RequestFile, Signature
from interco.secretariat.queries.desks import dgs_posts
from interco.secretariat.queries.requests import RequestLine, lines

MOST = 100
LATELY = 20


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request to sign, with its files at hand."""

    line: RequestLine
    files: list[RequestFile]


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder of the day: who signs, what waits, what was signed lately."""

    signatory: Holder | None
    waiting: list[Waiting]
    total: int
    signatures: list[Signature]


def signature_folder(readable: QuerySet[Request], day: date) -> Folder:
    """Read it among the requests somebody may read. Nine queries, whatever waits."""
    posts = dgs_posts(day)
    found = readable.filter(pk__in=Request.objects.in_the_folder_of(frozenset(posts)).order_by().values("pk"))
    rows = list(found.select_related("author", "assignee", "unit").order_by("due_on", "pk")[:MOST])
    files: dict[int, list[RequestFile]] = {}
    for kept in RequestFile.objects.filter(request__in=rows):
        files.setdefault(kept.request_id, []).append(kept)
    signatures = Signature.objects.filter(request__in=readable.order_by().values("pk")).select_related("request")
    holders = holders_on(posts, day)
    return Folder(
        signatory=next(iter(holders.values()), None),
        waiting=[Waiting(line, files.get(line.request.pk, [])) for line in lines(rows, day)],
        total=found.count() if len(rows) == MOST else len(rows),
        signatures=list(signatures.order_by("-at", "-pk")[:LATELY]),
    )
