"""The letter that tells the end of a large import, to the one who asked for it."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from interco.foundation.notifications.services.outbox import Letter
from interco.organisation.enums import ImportState
from interco.organisation.models import OrganisationImport

IMPORT_OVER = "organisation.import_over"


def import_letter(row: OrganisationImport) -> Letter:
    """Written, taken back, or refused and why; the address is that of a page, which asks for a signature."""
    sentence = str(row.trouble.get("sentence", ""))
    if sentence:
        title, text = _("Import refusé : %(name)s"), sentence
    elif row.state == ImportState.UNDONE:
        title, text = _("Import annulé : %(name)s"), _("L’organisation est comme avant cet import.")
    else:
        title = _("Import terminé : %(name)s")
        text = _(
            "Tout est écrit dans l’organisation. Vous pouvez annuler cet import pendant 24 heures, depuis sa page."
        )
    address = settings.PUBLIC_URL + reverse("import_show", args=[row.public_id])
    body = _("Bonjour,\n\n%(text)s\n\nLe résultat : %(address)s\n") % {"text": text, "address": address}
    return Letter(kind=IMPORT_OVER, title=title % {"name": row.name}, text=body, subject_key=row.public_id)
