"""The model letters: their list, and writing one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Conflict, Invalid
from interco.foundation.core.versions import version_read
from interco.secretariat.forms.notes import NoteModelForm
from interco.secretariat.models import NoteModel
from interco.secretariat.services.note_models import delete_model, write_model


def index(request: HttpRequest) -> HttpResponse:
    """The model letters a note may start from."""
    return render(request, "secretariat/note_models.html", {"models": list(NoteModel.objects.all())})


def write(request: HttpRequest, key: str = "") -> HttpResponse:
    """Write a model letter, new or not; `act=delete` throws it away."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    model = get_object_or_404(NoteModel, public_id=key) if key else None
    if model is not None and request.POST.get("act") == "delete":
        delete_model(model, by=actor)
        messages.success(request, _("Le modèle « %s » est supprimé.") % model.name)
        return redirect("note_models")
    present = {"name": model.name, "title": model.title, "text": model.text} if model else {}
    form = NoteModelForm(request.POST or None, initial=present)
    theirs: dict[str, str] = {}
    if request.method == "POST" and form.is_valid():
        try:
            write_model(model=model, version=version_read(request) if model else None, by=actor, **form.cleaned_data)
        except Invalid as error:
            for name, said in (error.fields or {"": error.sentence}).items():
                form.add_error(name if name in form.fields else None, said)
        except Conflict as error:
            theirs = error.theirs
            form.add_error(None, error.sentence)
        else:
            messages.success(request, _("Modèle enregistré."))
            return redirect("note_models")
    status = 409 if theirs else 422 if form.is_bound else 200
    return render(
        request, "secretariat/note_model.html", {"form": form, "model": model, "theirs": theirs}, status=status
    )
