"""The floor: what the bare framework costs for a page of the same size, and for one insertion.

`/plancher/page?rows=100&filler=400` renders a plain template with the rows of one query, each padded so that the whole has
the same number of bytes as the page it is compared with. `/plancher/insertion` makes one INSERT with the same durability.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from interco.foundation.core import clock
from interco.foundation.core.models import Submission
from interco.organisation.models import Person


def page(request: HttpRequest) -> HttpResponse:
    """One query, one template."""
    people = list(Person.objects.order_by("pk")[: int(request.GET["rows"])])
    return render(request, "benchmarks/floor.html", {"people": people, "filler": "x" * int(request.GET["filler"])})


@csrf_exempt
def insertion(request: HttpRequest) -> HttpResponse:
    """One row."""
    row = Submission.objects.create(key=request.POST["key"], body_hash="", at=clock.now())
    return HttpResponse(str(row.pk), status=201)
