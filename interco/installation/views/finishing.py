"""« Premier démarrage », once signed in: the mail, the first body, what to do next. Each step may be left for later."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from interco.foundation.accounts.views.account import actor_of_request
from interco.foundation.core.errors import Invalid
from interco.foundation.notifications.queries.mail import mail_settings
from interco.installation.forms.first_body import FirstBodyForm
from interco.installation.policies.first_start import check_no_body_exists
from interco.installation.queries.first_start import STEPS
from interco.installation.services.first_body import open_first_body
from interco.installation.views.mail import tried


def mail(request: HttpRequest) -> HttpResponse:
    """Step 3: the settings as they are read, and a letter sent to oneself."""
    check_no_body_exists()
    outcome, status = tried(request)
    context = {"mail": mail_settings(), "outcome": outcome, "steps": STEPS, "step": 2}
    return render(request, "installation/first_mail.html", context, status=status)


def body(request: HttpRequest) -> HttpResponse:
    """Step 4: the CODIR and its year."""
    check_no_body_exists()
    form = FirstBodyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            opened, sessions = open_first_body(form.given(), by=actor_of_request(request))
        except Invalid as error:
            for field, sentence in (error.fields or {"": error.sentence}).items():
                form.add_error(field if field in form.fields else None, sentence)
        else:
            values = {"code": opened.code, "sessions": sessions}
            messages.success(request, _("%(code)s : %(sessions)s séances prévues sur un an.") % values)
            return redirect("first_start_done")
    context = {"form": form, "steps": STEPS, "step": 3}
    return render(request, "installation/first_body.html", context, status=422 if form.errors else 200)


def done(request: HttpRequest) -> HttpResponse:
    """What comes next."""
    return render(request, "installation/done.html", {"steps": STEPS, "step": len(STEPS)})
