"""The register of decisions and the page of one."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from interco.committees.enums import Outcome
from interco.committees.models import Decision
from interco.committees.policies import bodies as body_policy
from interco.committees.policies.bodies import sees_all
from interco.committees.policies.decisions import may_keep, visible_to
from interco.committees.policies.meetings import takes_part
from interco.committees.queries.register import RegisterFilter, lines, story_of
from interco.committees.services.register import replace_decision, verify_register
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.organisation.models import UnitVersion
from interco.organisation.policies.people import visible_to as visible_people
from interco.organisation.queries.holders import holders_on

PAGE_SIZE = 50


def asked_of(request: HttpRequest) -> RegisterFilter:
    """The filter of the address; what does not read is left aside."""
    year = request.GET.get("annee", "")
    return RegisterFilter(
        words=request.GET.get("q", "")[:200],
        year=int(year) if year.isdecimal() and len(year) == 4 else None,
        body=request.GET.get("instance", "")[:20],
        outcome=request.GET.get("issue", "") if request.GET.get("issue", "") in Outcome.values else "",
    )


def index(request: HttpRequest) -> HttpResponse:
    """Sealed decisions, the last first."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    asked = asked_of(request)
    readable = visible_to(actor)
    page = Paginator(lines(readable, asked), PAGE_SIZE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    years = readable.exclude(year=None).order_by("-year").values_list("year", flat=True).distinct()
    context = {
        "page": page, "rows": rows, "asked": asked, "year_options": [(year, year) for year in years],
        "bodies": list(body_policy.visible_to(actor).order_by("code").values_list("code", "name")),
        "may_prove": sees_all(actor),
        "outcomes": Outcome.choices, "holders": holders_on((row.owner_post_id for row in rows), actor.today, visible_people(actor)),
    }  # fmt: skip
    return render(request, "committees/register.html", context)


def decision(request: HttpRequest, key: str) -> HttpResponse:
    """One decision with its fil; `?verifier` recomputes the whole chain."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    row = get_object_or_404(
        visible_to(actor).select_related("body", "meeting", "round", "replaced_by", "item"), public_id=key
    )
    verification = verify_register() if "verifier" in request.GET and row.hash else None
    candidates = []
    if may_keep(actor, row) and row.state == "sealed":
        later = visible_to(actor).filter(body=row.body, state="sealed", chain_number__gt=row.chain_number)
        candidates = list(
            later.filter(replaces=None).order_by("-chain_number").values_list("public_id", "reference", "title")
        )
    context = {
        "story": story_of(row, actor.today, visible_people(actor)), "decision": row, "verification": verification,
        "candidates": candidates,
        "replaces": getattr(row, "replaces", None),
        "may_read_record": takes_part(actor, row.meeting), "unit_name": _unit_name(row, actor),
        "candidate_options": [(key, f"{reference}, {title}") for key, reference, title in candidates],
    }  # fmt: skip
    return render(request, "committees/decision.html", context)


def _unit_name(row: Decision, actor: Actor) -> str:
    """The name today of the unit that carried the item; its last name when it is closed."""
    names = UnitVersion.objects.filter(unit=row.item.unit_id).order_by("-starts_on")
    version = names.effective_on(actor.today).first() or names.first()
    return version.name if version else ""


def replace(request: HttpRequest, key: str) -> HttpResponse:
    """Say that a later decision replaces this one."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    former = get_object_or_404(visible_to(actor).select_related("body"), public_id=key)
    new = visible_to(actor).filter(public_id=request.POST.get("new", "")).first()
    if new is None:
        raise Invalid(_("Choisissez la décision qui remplace celle-ci."), field="new")
    replace_decision(former, new=new, by=actor)
    return redirect("decision", key=key)
