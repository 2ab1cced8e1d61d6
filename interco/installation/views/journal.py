"""« Journal »: who did what and when, page by page; the chain read again on demand."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from interco.committees.services.register import anchors_of_the_journal
from interco.foundation.accounts.views.account import actor_of_request
from interco.foundation.audit.queries.entries import Search, entry_page, known_events
from interco.foundation.audit.queries.verification import verify_journal
from interco.installation.forms.journal import JournalSearchForm


def journal(request: HttpRequest) -> HttpResponse:
    """The entries; `?verifier=1` computes every link again."""
    form = JournalSearchForm(request.GET)
    search = form.search() if form.is_valid() else Search()
    given = request.GET.get("page", "1")
    page = int(given) if given.isdecimal() and len(given) < 7 else 1
    context = {
        "form": form,
        "found": entry_page(search, zone=actor_of_request(request).zone, page=page),
        "events": [(name, name) for name in known_events()],
        "verified": verify_journal(anchors_of_the_journal()) if request.GET.get("verifier") == "1" else None,
    }
    return render(request, "installation/journal.html", context, status=422 if form.errors else 200)
