"""People: agents and elected officials, with or without an account; their assignments and delegations of signature."""

from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from interco.foundation.core.models import Dated, DatedQuerySet, Identified, Versioned, period_constraint
from interco.organisation.enums import AssignmentKind, Gender, PersonKind
from interco.organisation.models.collectivity import Collectivity
from interco.organisation.models.post import Post


class Person(Identified, Dated, Versioned):
    """Someone of a collectivity, present over a period. `user` opens an account; most people of a chart have none."""

    collectivity = models.ForeignKey(Collectivity, on_delete=models.PROTECT, related_name="people")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="person"
    )
    kind = models.CharField(_("qualité"), max_length=10, choices=PersonKind, default=PersonKind.AGENT)
    gender = models.CharField(_("civilité"), max_length=1, choices=Gender, blank=True)
    first_name = models.CharField(_("prénom"), max_length=100)
    last_name = models.CharField(_("nom"), max_length=100)
    email = models.EmailField(_("adresse électronique"), blank=True)
    phone = models.CharField(_("téléphone"), max_length=40, blank=True)
    mandate = models.CharField(_("mandat"), max_length=200, blank=True)
    matricule = models.CharField(_("matricule"), max_length=40, blank=True)

    objects: ClassVar = DatedQuerySet["Person"].as_manager()

    class Meta:
        db_table = "organisation_person"
        ordering: ClassVar = ["last_name", "first_name"]
        constraints: ClassVar = [
            period_constraint("organisation_person_period"),
            models.UniqueConstraint(
                fields=["collectivity", "matricule"],
                condition=~models.Q(matricule=""),
                name="organisation_matricule_once",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """First name and last name, as they are said."""
        return f"{self.first_name} {self.last_name}"


class Assignment(Identified, Dated, Versioned):
    """A person on a post over a period, for a quota of its time (1.00 = all of it)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assignments")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="assignments")
    kind = models.CharField(_("nature"), max_length=10, choices=AssignmentKind, default=AssignmentKind.HOLDER)
    quota = models.DecimalField(_("quotité"), max_digits=3, decimal_places=2, default=Decimal(1))

    objects: ClassVar = DatedQuerySet["Assignment"].as_manager()

    class Meta:
        db_table = "organisation_assignment"
        constraints: ClassVar = [
            period_constraint("organisation_assignment_period"),
            models.CheckConstraint(condition=models.Q(quota__gt=0, quota__lte=1), name="organisation_assignment_quota"),
        ]


class SignatureDelegation(Identified, Dated, Versioned):
    """A delegation of signature given by order of the president (CGCT L5211-9): it lasts until withdrawn."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="signature_delegations")
    post = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, blank=True, related_name="signature_delegations"
    )
    order_reference = models.CharField(_("arrêté"), max_length=120)
    scope = models.TextField(_("objet de la délégation"))

    objects: ClassVar = DatedQuerySet["SignatureDelegation"].as_manager()

    class Meta:
        db_table = "organisation_signature_delegation"
        constraints: ClassVar = [period_constraint("organisation_signature_delegation_period")]
