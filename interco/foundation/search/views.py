"""The page of results, and the JSON of the palette."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from interco.foundation.core.actor import Actor
from interco.foundation.search.queries.find import find, find_page

PALETTE_SIZE = 12
PAGE_SIZE = 20
LAST_PAGE = 500


def search_page(request: HttpRequest) -> HttpResponse:
    """Results of `?q=`, of one kind (`?nature=`) or all, by pages."""
    typed = request.GET.get("q", "").strip()
    given = request.GET.get("page", "1")
    page = min(int(given), LAST_PAGE) if given.isdecimal() and len(given) < 9 and int(given) else 1
    kind = request.GET.get("nature", "")
    results = find_page(typed, actor=request.actor, kind=kind, page=page, size=PAGE_SIZE)  # type: ignore[attr-defined]
    context = {"typed": typed, "results": results, "kind": kind, "page": page}
    return render(request, "search/results.html", context)


def palette(request: HttpRequest) -> JsonResponse:
    """`{"results": [{"label", "detail", "url", "kind"}]}`: what is found."""
    typed = request.GET.get("q", "").strip()
    actor: Actor = request.actor  # type: ignore[attr-defined]
    answers = [
        {
            "label": found.title,
            "detail": " · ".join(filter(None, [found.reference, found.detail])),
            "url": found.url,
            "kind": found.kind_label,
        }
        for found in find(typed, actor=actor, limit=PALETTE_SIZE)
    ]
    return JsonResponse({"results": answers[:PALETTE_SIZE]})
