"""From the signature on: the release, taking note, who has not, reminders, paper."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.organisation.queries.holders import holders_on
from interco.organisation.queries.sheets import names_of_units
from interco.secretariat.enums import NoteState
from interco.secretariat.forms.notes import ReleaseForm
from interco.secretariat.models import Addressee
from interco.secretariat.policies import notes as policy
from interco.secretariat.queries.audience import reached_by, without_mailbox
from interco.secretariat.queries.note_follow_up import figures_of, lines_with_units, missing
from interco.secretariat.queries.note_words import in_one_sentence, told_targets
from interco.secretariat.services.acknowledgements import acknowledge, record_on_paper, remind
from interco.secretariat.services.note_signing import sign_note
from interco.secretariat.views.notes import note_of

PEOPLE_A_PAGE = 100


def sign(request: HttpRequest, key: str) -> HttpResponse:
    """Show exactly who receives what; on POST, sign, and release now or on the day chosen."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    note = note_of(request, key)
    policy.check_can_sign(actor)
    form = ReleaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            sign_note(note, release_on=form.cleaned_data["release_on"], by=actor)
        except Invalid as error:
            form.add_error("release_on" if "release_on" in error.fields else None, error.sentence)
        else:
            messages.success(request, _said(note.reference, is_out=note.state == NoteState.PUBLISHED))
            return redirect("note", key=key)
    people = reached_by(note, actor.today)
    page = Paginator(people, PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "note": note, "form": form, "count": len(people), "without_mail": len(without_mailbox(people)), "page": page,
        "told": in_one_sentence(told_targets(note, actor.today)), "is_ready": note.state == NoteState.READY,
        "units": names_of_units({one.unit_id for one in page if one.unit_id}, actor.today),
        "signatory": holders_on([note.signatory_post_id], actor.today).get(note.signatory_post_id),
        "ends": list(note.ends.order_by("reference")), "today": actor.today,
    }  # fmt: skip
    return render(request, "secretariat/note_sign.html", context, status=422 if form.is_bound else 200)


def _said(reference: str, *, is_out: bool) -> str:
    if is_out:
        return _("La note %s est signée et diffusée.") % reference
    return _("La note %s est signée : elle partira au jour choisi.") % reference


def take_note(request: HttpRequest, key: str) -> HttpResponse:
    """Attest that one has read the note: the explicit button, and nothing else."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    acknowledge(note_of(request, key), by=actor)
    messages.success(request, _("Votre prise de connaissance est enregistrée."))
    if request.POST.get("next") == "/":
        return redirect("to_do")
    return redirect("note", key=key)


def follow(request: HttpRequest, key: str) -> HttpResponse:
    """Who has not acknowledged; on POST, record those who signed the attendance sheet."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    note = note_of(request, key)
    policy.check_can_follow(actor, note)
    if request.method == "POST":
        count = record_on_paper(note, request.POST.getlist("person")[:500], by=actor)
        sentence = ngettext("%d signature enregistrée.", "%d signatures enregistrées.", count) % count
        messages.success(request, sentence)
        return redirect("note_follow", key=key)
    page = Paginator(missing(note, actor.today), PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    done = Addressee.objects.filter(note=note).exclude(acknowledged_at=None).select_related("person")
    context = {
        "note": note, "figures": figures_of(note, actor.today), "page": page,
        "lines": lines_with_units(page, actor.today),
        "done": lines_with_units(done.order_by("-acknowledged_at", "-pk")[:20], actor.today),
        "heads": list(note.escalations.select_related("person").order_by("at", "pk")),
    }  # fmt: skip
    return render(request, "secretariat/note_follow.html", context)


def remind_all(request: HttpRequest, key: str) -> HttpResponse:
    """Write to all those who are missing, in one click."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    count = remind(note_of(request, key), by=actor)
    sentence = ngettext("Un rappel part vers %d agent.", "Un rappel part vers %d agents.", count) % count
    messages.success(request, sentence if count else _("Chacun a déjà reçu un rappel aujourd’hui."))
    return redirect("note_follow", key=key)
