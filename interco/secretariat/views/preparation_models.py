"""The models of checklists: their list, writing one, making one of a preparation."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from interco.foundation.core.actor import Actor
from interco.foundation.core.errors import Conflict, Invalid
from interco.foundation.core.versions import version_read
from interco.organisation.queries.holders import holders_on
from interco.secretariat.forms.preparations import PreparationModelForm
from interco.secretariat.models import PreparationModel
from interco.secretariat.queries.preparation_choices import pasted
from interco.secretariat.services.pasted_steps import steps_of_text
from interco.secretariat.services.preparation_models import delete_model, model_from, write_model
from interco.secretariat.views.preparations import preparation_of


def index(request: HttpRequest) -> HttpResponse:
    """The models a preparation may start from."""
    rows = list(PreparationModel.objects.annotate(number=Count("steps")))
    return render(request, "secretariat/preparation_models.html", {"models": rows})


def write(request: HttpRequest, key: str = "") -> HttpResponse:
    """Write a model, new or not; `act=delete` throws it away."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    model = get_object_or_404(PreparationModel, public_id=key) if key else None
    if model is not None and request.POST.get("act") == "delete":
        delete_model(model, by=actor)
        messages.success(request, _("Le modèle « %s » est supprimé.") % model.name)
        return redirect("preparation_models")
    form = PreparationModelForm(request.POST or None, initial=_present(model, actor))
    theirs: dict[str, str] = {}
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            steps = steps_of_text(given["steps"], actor.today)
            version = version_read(request) if model else None
            write_model(name=given["name"], text=given["text"], steps=steps, model=model, version=version, by=actor)
        except Conflict as error:
            theirs = error.theirs
            form.add_error(None, error.sentence)
        except Invalid as error:
            if model is not None:
                model.refresh_from_db()
            form.tell(error)
        else:
            messages.success(request, _("Modèle enregistré."))
            return redirect("preparation_models")
    status = 409 if theirs else 422 if form.is_bound else 200
    context = {"form": form, "model": model, "theirs": theirs}
    return render(request, "secretariat/preparation_model.html", context, status=status)


def _present(model: PreparationModel | None, actor: Actor) -> dict[str, str]:
    """The words of the model; its posts under a name that reads back: that of their holder, else their title."""
    if model is None:
        return {}
    holders = holders_on(model.steps.values_list("post_id", flat=True), actor.today)
    names = {post: holder.shown for post, holder in holders.items()}
    return {"name": model.name, "text": model.text, "steps": pasted(model, names)}


def make(request: HttpRequest, key: str) -> HttpResponse:
    """Make a model of a preparation."""
    row = preparation_of(request, key)
    model = model_from(row, name=request.POST.get("name", ""), by=request.actor)  # type: ignore[attr-defined]
    messages.success(request, _("Le modèle « %s » est prêt.") % model.name)
    return redirect("preparation_model", key=model.public_id)
