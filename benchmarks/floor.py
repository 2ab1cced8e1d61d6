"""The floor: what the bare framework costs on the same server for a page of the same size, and for one insertion.

`/plancher/page?rows=100&like=agenda&length=48000` runs one query of `rows` rows and renders one template that writes a few
fields of each row and a piece of the measured page: the same number of bytes, as compressible as the page, compressed too.
No other middleware, no session, no account, no right (`asgi.py`).
`/plancher/cle` reads one row by its key.
`/plancher/insertion` makes one INSERT in a transaction of its own, with the same durability.
"""

from functools import lru_cache

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from interco.committees.models import Attendee
from interco.foundation.core import clock
from interco.foundation.core.models import Submission

FOLDER = settings.DATA / "floor"


@lru_cache(maxsize=64)
def pieces_of(name: str, rows: int, length: int) -> tuple[str, ...]:
    """The first `length` characters of a kept page, cut in `rows` pieces."""
    if not name.isidentifier():
        raise Http404
    text = (FOLDER / f"{name}.html").read_text()[:length] if length else ""
    return tuple(text[len(text) * rank // rows : len(text) * (rank + 1) // rows] for rank in range(rows))


def page(request: HttpRequest) -> HttpResponse:
    """One query, one template."""
    count = int(request.GET["rows"])
    pieces = pieces_of(request.GET["like"], count, int(request.GET["length"]))
    rows = list(Attendee.objects.order_by("pk")[:count])
    return render(request, "benchmarks/floor.html", {"rows": rows, "pieces": pieces})


def by_key(_request: HttpRequest) -> HttpResponse:
    """One row read by its key."""
    return HttpResponse(str(Attendee.objects.get(pk=_first_key()).pk))


@lru_cache(maxsize=1)
def _first_key() -> int:
    return Attendee.objects.order_by("pk").values_list("pk", flat=True)[0]


@csrf_exempt
def insertion(request: HttpRequest) -> HttpResponse:
    """One row."""
    row = Submission.objects.create(key=request.POST["key"], body_hash="", at=clock.now())
    return HttpResponse(str(row.pk), status=201)
