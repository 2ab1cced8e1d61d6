"""The bodies of the demonstration: the CODIR of every Tuesday, the quarterly conference of DGS."""

from datetime import time
from decimal import Decimal

from interco.committees.enums import BodyKind, HolidayRule
from interco.committees.models import Body, Membership
from interco.config.demo.organisation import Built

#: Members of the CODIR beside its chair, in the order of the list of presence; the second key is the substitute.
MEMBERS = (
    ("dgs", None),
    ("dga_administration", "rh"),
    ("dga_juridique", "affaires_juridiques"),
    ("dga_infrastructures", "grands_travaux"),
    ("dga_planification", "amenagement"),
    ("dost", None),
    ("communication", "communication_adjointe"),
    ("communes", None),
    ("mutualisation", None),
    ("secretariat", "secretariat_assistant"),
)


def build_bodies(built: Built) -> None:
    """Create the CODIR (Tuesdays 8:30 to 11:00) and the conference of DGS (first Thursday of each quarter)."""
    codir = Body.objects.create(
        code="CODIR", name="Comité de direction", kind=BodyKind.CODIR, chair_post=built.posts["dgs"],
        secretary_post=built.posts["secretariat"], recurrence="FREQ=WEEKLY;BYDAY=TU", starts_at=time(8, 30),
        duration_minutes=150, follow_up_minutes=10, place="Salle du conseil", holiday_rule=HolidayRule.NEXT_WORKING_DAY, deadline_days=5,
        deadline_at=time(12), quorum_share=Decimal("0.50"),
    )  # fmt: skip
    conference = Body.objects.create(
        code="CDGS", name="Conférence des directeurs généraux des services", kind=BodyKind.DGS_CONFERENCE,
        chair_post=built.posts["dgs"], secretary_post=built.posts["communes"],
        recurrence="FREQ=MONTHLY;INTERVAL=3;BYDAY=1TH", starts_at=time(9), duration_minutes=120, place="Salle Balata",
        holiday_rule=HolidayRule.NEXT_WORKING_DAY, deadline_days=10, deadline_at=time(12), quorum_share=Decimal("0.50"),
    )  # fmt: skip
    built.bodies = {"codir": codir, "conference": conference}
    for rank, (member, substitute) in enumerate(MEMBERS):
        Membership.objects.create(
            body=codir, post=built.posts[member], substitute_post=built.posts[substitute] if substitute else None, rank=rank,
            starts_on=built.founded_on,
        )  # fmt: skip
    for rank, member in enumerate(("dgs", "communes", *(key for key in built.posts if key.startswith("dgs_")))):
        Membership.objects.create(body=conference, post=built.posts[member], rank=rank, starts_on=built.founded_on)
