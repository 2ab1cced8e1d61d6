"""The sheets of the demonstration: the Monday meeting with the deputies, held twice, prepared for the next."""

from datetime import date, datetime, timedelta

from django.utils import translation

from interco.committees.enums import ActionState
from interco.committees.policies.actions import visible_to as visible_actions
from interco.committees.services.actions import ActionContent, move_action
from interco.config.demo.organisation import Built
from interco.foundation.core.actor import Actor, actor_of
from interco.foundation.notifications.services import outbox
from interco.organisation.policies.people import visible_to as visible_people
from interco.scheduling.enums import EventState
from interco.scheduling.models import Event
from interco.secretariat.enums import Attendance
from interco.secretariat.models import MeetingSheet
from interco.secretariat.queries.sheet_attendance import attendees_of
from interco.secretariat.queries.sheet_page import sheet_page
from interco.secretariat.rules.points import parse_all
from interco.secretariat.services.sheet_actions import write_sheet_action
from interco.secretariat.services.sheet_life import hold
from interco.secretariat.services.sheet_release import release_sheet
from interco.secretariat.services.sheets import PointAsked, note_attendance, open_sheet, set_agenda, write_point

WEEKLY = "Point avec les DGA"
NEXT = "Tour des urgences, 15 min\nArbitrages du budget 2027, 30 min, Jocelyn Raisinier\nCalendrier des vœux, 10 min"
#: How many meetings ago, the agenda, what was said on each point, the actions: title, owner, days to do them, done or not.
HELD = (
    (
        2, "Tour des urgences, 15 min\nRecrutements en cours, 20 min\nPlan de sobriété, 20 min",
        (
            "Coupure d’eau au Morne-Rouge : réseau rétabli dimanche, **point presse annulé**.",
            "Deux candidats reçus pour la cheffe ou le chef du service Finances ; jury complémentaire vendredi.",
            "Accord pour baisser la consigne de climatisation à 26 °C dans les bâtiments du siège.",
        ),
        (
            ("Écrire aux responsables de site pour la consigne de 26 °C", "dost", 6, True),
            ("Organiser le jury complémentaire Finances", "rh", 4, False),
        ),
    ),
    (
        1, "Tour des urgences, 15 min\nConférence des DGS des communes, 20 min",
        (
            "Rien de nouveau sur l’eau ; la permanence de fin d’année est à compléter.",
            "Trois sujets retenus : voirie, mutualisation de la paie, calendrier scolaire.",
        ),
        (("Compléter le tableau de permanence de fin d’année", "dga_administration", 9, False),),
    ),
)  # fmt: skip


def build_sheets(built: Built, *, at: datetime) -> None:
    """Two meetings held and released, the next one prepared."""
    event = Event.objects.get(title=WEEKLY)
    by = actor_of(built.users["secretariat"].pk, at)
    days = list(event.occurrences.filter(state=EventState.CONFIRMED).values_list("day", flat=True))
    past = [day for day in days if day < by.today]
    with outbox.closed(), translation.override("fr"):
        for weeks, agenda, texts, actions in HELD:
            sheet = _sheet(event, past[-weeks], agenda, by)
            _tell(sheet, texts, by)
            for title, owner, delay, is_done in actions:
                due_on = max(sheet.day + timedelta(days=delay), by.today)
                content = ActionContent(title=title, owner_post=built.posts[owner], due_on=due_on)
                action = write_sheet_action(sheet, content, by=by)
                if is_done:
                    move_action(action, to=ActionState.DONE, by=by)
            hold(sheet, version=None, by=by)
            page = sheet_page(sheet, by, actions=visible_actions(by), people=visible_people(by))
            release_sheet(page, version=None, by=by)
        _sheet(event, days[len(past)], NEXT, by)


def _sheet(event: Event, day: date, agenda: str, by: Actor) -> MeetingSheet:
    sheet = open_sheet(event, day, by=by)
    points = [PointAsked(title=one.title, minutes=one.minutes, presenter=one.presenter) for one in parse_all(agenda)]
    return set_agenda(sheet, points, version=None, by=by)


def _tell(sheet: MeetingSheet, texts: tuple[str, ...], by: Actor) -> None:
    people = attendees_of(sheet)
    noted = {one.key: Attendance.EXCUSED if one is people[-1] else Attendance.PRESENT for one in people}
    note_attendance(sheet, noted, by=by)
    for point, text in zip(sheet.points.select_related("sheet"), texts, strict=True):
        write_point(point, text, version=None, by=by)
