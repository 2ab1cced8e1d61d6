"""The lists of people, posts and collectivities as of a day."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from interco.foundation.core.actor import Actor
from interco.organisation.policies import collectivities as collectivity_policies
from interco.organisation.policies import people as people_policies
from interco.organisation.policies.organisation import may_write, posts_visible_to
from interco.organisation.queries.holders import holders_on
from interco.organisation.queries.lists import collectivity_lines, people_on, person_lines, posts_on
from interco.organisation.queries.sheets import names_of_units
from interco.organisation.views.days import shown_day

PAGE_SIZE = 60


def people(request: HttpRequest) -> HttpResponse:
    """Everybody present on a day, found by name."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    day, words = shown_day(request), request.GET.get("q", "")[:100]
    page = Paginator(people_on(people_policies.visible_to(actor), day, words), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page, "lines": person_lines(list(page.object_list), day), "day": day, "writes": may_write(actor), "words": words,

    }  # fmt: skip
    return render(request, "organisation/people.html", context)


def posts(request: HttpRequest) -> HttpResponse:
    """The posts of a day, or only those to fill."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    day, vacant_only = shown_day(request), request.GET.get("vue") == "vacants"
    found = posts_on(posts_visible_to(actor), day, vacant_only=vacant_only)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    context = {
        "page": page, "rows": rows, "day": day, "writes": may_write(actor), "vacant_only": vacant_only,
        "holders": holders_on([row.post_id for row in rows], day, people_policies.visible_to(actor)),
        "units": names_of_units({row.unit_id for row in rows}, day),
    }  # fmt: skip
    return render(request, "organisation/posts.html", context)


def collectivities(request: HttpRequest) -> HttpResponse:
    """The intercommunality, its members and its partners."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    day = shown_day(request)
    lines = collectivity_lines(collectivity_policies.visible_to(actor), day)
    context = {"lines": lines, "day": day, "writes": may_write(actor)}
    return render(request, "organisation/collectivities.html", context)
