"""Between the text and the signature: addressees, circuit of visas, files, visas given and refused."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from interco.committees.models import Body
from interco.committees.policies.bodies import visible_to as visible_bodies
from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Invalid
from interco.organisation.models import Collectivity, Person, Post
from interco.organisation.policies.people import visible_to as visible_people
from interco.organisation.policies.units import visible_to as visible_units
from interco.organisation.queries.sheets import names_of_units
from interco.secretariat.enums import TargetKind
from interco.secretariat.models import StaffNote
from interco.secretariat.policies import notes as policy
from interco.secretariat.queries.audience import reached_by, without_mailbox
from interco.secretariat.queries.note_choices import Choice, choice_labelled, endorsers, people_named, things_offered
from interco.secretariat.queries.note_words import told_targets
from interco.secretariat.queries.notes import note_page
from interco.secretariat.services import endorsements
from interco.secretariat.services.note_audience import Named, Thing, forget_target, name_target
from interco.secretariat.services.notes import attach_to_note, detach_from_note, withdraw_note
from interco.secretariat.views.notes import note_of

PEOPLE_A_PAGE = 100


def audience(request: HttpRequest, key: str) -> HttpResponse:
    """Who the note is for, counted and listed before anything leaves; on POST, add or remove a line."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    note = note_of(request, key)
    policy.check_can_edit(actor, note)
    offered = things_offered(visible_units(actor), visible_bodies(actor), actor.today)
    error, typed = "", ""
    if request.method == "POST":
        typed = request.POST.get("thing", "")
        try:
            _change(request, note, offered, actor)
        except Invalid as refusal:
            error = refusal.sentence
        else:
            return redirect("note_audience", key=key)
    people = reached_by(note, actor.today)
    page = Paginator(people, PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "note": note, "targets": told_targets(note, actor.today), "offered": [one.label for one in offered],
        "error": error, "typed": typed, "count": len(people), "without_mail": len(without_mailbox(people)), "page": page,
        "units": names_of_units({one.unit_id for one in page if one.unit_id}, actor.today),
        "has_all": note.targets.filter(kind=TargetKind.ALL_STAFF).exists(),
    }  # fmt: skip
    return render(request, "secretariat/note_audience.html", context, status=422 if error else 200)


def _change(request: HttpRequest, note: StaffNote, offered: list[Choice], actor: Actor) -> None:
    given = request.POST
    if given.get("remove"):
        forget_target(get_object_or_404(note.targets.select_related("note"), public_id=given["remove"]), by=actor)
        return
    thing = None if given.get("act") == "all" else thing_typed(given.get("thing", ""), offered, actor)
    name_target(
        note,
        Named(
            thing=thing, is_exception=given.get("how") == "except" and thing is not None,
            with_descendants=given.get("how") != "alone",
        ),
        by=actor,
    )  # fmt: skip


def thing_typed(text: str, offered: list[Choice], actor: Actor) -> Thing:
    """The thing of the list, or the agent of that name; `Invalid` when it is none or several."""
    choice = choice_labelled(text, offered)
    if choice is not None:
        return thing_of(choice.kind, choice.key, actor)
    found = people_named(text, visible_people(actor), actor.today)
    if len(found) == 1:
        return found[0]
    sentence = _("Plusieurs agents portent ce nom : précisez.") if found else _(
        "Rien ne porte ce nom : choisissez dans la liste, ou tapez le nom d’un agent."
    )  # fmt: skip
    raise Invalid(sentence, field="thing")


def thing_of(kind: str, key: str, actor: Actor) -> Thing:
    """What a line names, among what the actor may see; 404 otherwise."""
    if kind == TargetKind.UNIT:
        return get_object_or_404(visible_units(actor), public_id=key)
    if kind == TargetKind.POST:
        return get_object_or_404(Post, public_id=key)
    if kind == TargetKind.BODY:
        found: Body = get_object_or_404(visible_bodies(actor), public_id=key)
        return found
    if kind == TargetKind.COMMUNE:
        return get_object_or_404(Collectivity, public_id=key, is_home=False)
    person: Person = get_object_or_404(visible_people(actor), public_id=key)
    return person


def circuit(request: HttpRequest, key: str) -> HttpResponse:
    """The visas asked, in their order; on POST, add one, remove one, move one up."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    note = note_of(request, key)
    policy.check_can_edit(actor, note)
    offered = endorsers(actor.today)
    error = ""
    if request.method == "POST":
        try:
            endorsements.set_circuit(note, _steps(request, note, {one.label: one.key for one in offered}), by=actor)
        except Invalid as refusal:
            error = refusal.sentence
        else:
            return redirect("note_circuit", key=key)
    context = {
        "note": note, "page": note_page(note, policy.visible_to(actor), actor), "offered": [one.label for one in offered],
        "error": error, "typed": request.POST.get("post", ""), "days": endorsements.USUAL_DAYS,
        "most_days": endorsements.LONGEST_STEP,
    }  # fmt: skip
    return render(request, "secretariat/note_circuit.html", context, status=422 if error else 200)


def _steps(request: HttpRequest, note: StaffNote, offered: dict[str, str]) -> list[tuple[Post, int]]:
    """The circuit as it would be after the gesture."""
    steps = [(row.post, row.days) for row in note.endorsements.select_related("post")]
    verb, _colon, rank = request.POST.get("act", "").partition(":")
    place = int(rank) if rank.isdecimal() and int(rank[:4]) < len(steps) else -1
    if verb == "remove" and place >= 0:
        del steps[place]
    elif verb == "up" and place > 0:
        steps[place - 1 : place + 1] = [steps[place], steps[place - 1]]
    elif verb == "add":
        wanted = offered.get(request.POST.get("post", "").strip())
        if wanted is None:
            raise Invalid(_("Choisissez un poste dans la liste."), field="post")
        days = request.POST.get("days", "")
        steps.append((Post.objects.get(public_id=wanted), int(days) if days.isdecimal() and len(days) < 4 else 0))
    return steps


def attach(request: HttpRequest, key: str) -> HttpResponse:
    """Join the file sent to the note."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    note = note_of(request, key)
    file = request.FILES.get("file")
    policy.check_can_edit(actor, note)
    if file is None:
        raise Invalid(_("Choisissez un fichier."), field="file")
    row = attach_to_note(note, name=file.name or "", content=file.read(), by=actor)
    messages.success(request, _("« %s » est joint à la note.") % row.name)
    return redirect("note", key=key)


def detach(request: HttpRequest, key: str) -> HttpResponse:
    """Take a file off its note."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    row = get_object_or_404(policy.visible_files(actor).select_related("note"), public_id=key)
    detach_from_note(row, by=actor)
    messages.success(request, _("« %s » n’est plus joint.") % row.name)
    return redirect("note", key=row.note.public_id)


def send(request: HttpRequest, key: str) -> HttpResponse:
    """Send the note to its visas."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    note = endorsements.send_note(note_of(request, key), by=actor)
    messages.success(request, _("La note est partie : elle est maintenant « %s ».") % note.get_state_display())
    return redirect("note", key=key)


def endorse(request: HttpRequest, key: str) -> HttpResponse:
    """Give the visa whose turn it is."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    endorsements.give_endorsement(note_of(request, key), by=actor)
    messages.success(request, _("Votre visa est donné."))
    return redirect("to_do") if request.POST.get("next") == "/" else redirect("note", key=key)


def refuse(request: HttpRequest, key: str) -> HttpResponse:
    """Refuse the visa, with a reason: the note comes back to its author."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    note = endorsements.refuse_endorsement(note_of(request, key), reason=request.POST.get("reason", ""), by=actor)
    messages.success(request, _("La note revient à %s, avec votre motif.") % note.author.full_name)
    return redirect("notes")


def pass_over(request: HttpRequest, key: str) -> HttpResponse:
    """Go past the visa of a vacant post."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    endorsements.pass_over(note_of(request, key), by=actor)
    messages.success(request, _("Le circuit continue sans ce visa : le poste est vacant."))
    return redirect("note", key=key)


def send_back(request: HttpRequest, key: str) -> HttpResponse:
    """Send the note back from the signature."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    note = endorsements.return_note(note_of(request, key), reason=request.POST.get("reason", ""), by=actor)
    messages.success(request, _("La note revient à %s, avec votre motif.") % note.author.full_name)
    return redirect("note", key=key)


def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Take the note back."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    note = withdraw_note(note_of(request, key), reason=request.POST.get("reason", ""), by=actor)
    messages.success(request, _("« %s » est retirée.") % note.title)
    return redirect("notes")
