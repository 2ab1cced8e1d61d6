"""Roles an account may carry. Some are granted by an administrator, others derive from the posts held today."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What an account may be, beyond being signed in."""

    DGS = "dgs", _("Directeur général des services")
    SECRETARIAT = "secretariat", _("Secrétariat général")
    ADMINISTRATOR = "administrator", _("Administration technique")
    DPO = "dpo", _("Protection des données")
    ELECTED_READER = "elected_reader", _("Lecture des élus")
    STAFF = "staff", _("Agent de l’intercommunalité")
    COMMUNE_STAFF = "commune_staff", _("Agent d’une commune membre")
    SYSTEM = "system", _("Machine")


#: Given by hand to an account; the others are read from the organisation as of today.
GRANTED_ROLES = frozenset({Role.SECRETARIAT, Role.ADMINISTRATOR, Role.DPO, Role.ELECTED_READER})

#: Of those, the ones that open what the territory writes; administering opens none of it (trust.md).
READING_ROLES = GRANTED_ROLES - {Role.ADMINISTRATOR}

#: These accounts sign in with a second factor, outside the demonstration (trust.md).
SECOND_FACTOR_ROLES = frozenset({Role.DGS, Role.SECRETARIAT, Role.ADMINISTRATOR})
