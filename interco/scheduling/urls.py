"""Addresses of the calendar."""

from django.urls import URLPattern

from interco.foundation.core.policies import anyone, general_secretariat, member_of_staff, signed_in
from interco.foundation.core.policies import reader_of_the_organisation as reader
from interco.foundation.core.routes import GET_POST, POST, route
from interco.scheduling.views import (
    agenda,
    cancelling,
    closures,
    delegations,
    event_forms,
    event_outside,
    events,
    feed,
    feeds,
    free_slots,
    linked_calendars,
    moving,
    poll_outside,
    polls,
    resources,
    working_hours,
)  # fmt: skip

_EVENT = "evenements/<str:key>"
_LINK = "calendriers/<str:key>"
_POLL = "sondages/<str:key>"

urlpatterns: list[URLPattern] = [
    route("", agenda.index, policy=reader, name="calendar"),
    route("export/<str:form>", agenda.export, policy=reader, name="calendar_export"),
    route("salles", resources.index, policy=member_of_staff, name="resources", methods=GET_POST),
    route("salles/<str:key>", resources.show, policy=member_of_staff, name="resource", methods=GET_POST),
    route("delegations", delegations.index, policy=member_of_staff, name="agenda_delegations", methods=GET_POST),
    route(
        "delegations/<str:key>/retirer",
        delegations.withdraw,
        policy=member_of_staff,
        name="agenda_withdraw",
        methods=POST,
    ),
    route("evenements/nouveau", event_forms.add, policy=member_of_staff, name="event_add", methods=GET_POST),
    route("evenements/verifier", event_forms.check, policy=member_of_staff, name="event_check"),
    route("fermetures", closures.index, policy=member_of_staff, name="closures", methods=GET_POST),
    route(
        "fermetures/<str:key>/rouvrir", closures.remove, policy=general_secretariat, name="closure_remove", methods=POST
    ),
    route("horaires", working_hours.index, policy=member_of_staff, name="working_hours", methods=GET_POST),
    route("creneaux", free_slots.search, policy=member_of_staff, name="free_slots", methods=GET_POST),
    route("creneaux/retenir", free_slots.keep, policy=member_of_staff, name="free_slot_keep", methods=POST),
    route("sondages", polls.index, policy=reader, name="polls"),
    route("sondages/nouveau", polls.propose, policy=member_of_staff, name="poll_new", methods=GET_POST),
    route("sondages/ouvrir", polls.open_one, policy=member_of_staff, name="poll_open", methods=POST),
    route("sondages/repondre/<str:token>", poll_outside.outside, policy=anyone, name="poll_outside", methods=GET_POST),
    route(_POLL, polls.show, policy=reader, name="poll"),
    route(f"{_POLL}/reponse", polls.answer, policy=reader, name="poll_answer", methods=POST),
    route(f"{_POLL}/relance", polls.remind, policy=member_of_staff, name="poll_remind", methods=POST),
    route(f"{_POLL}/date", polls.settle, policy=member_of_staff, name="poll_settle", methods=POST),
    route(f"{_POLL}/retrait", polls.withdraw, policy=member_of_staff, name="poll_withdraw", methods=POST),
    route("invitations/<str:token>", event_outside.outside, policy=anyone, name="event_outside", methods=GET_POST),
    route(_EVENT, events.show, policy=reader, name="event"),
    route(f"{_EVENT}/modifier", event_forms.edit, policy=member_of_staff, name="event_edit", methods=GET_POST),
    route(f"{_EVENT}/deplacer", moving.move, policy=member_of_staff, name="event_move", methods=POST),
    route(f"{_EVENT}/annuler", cancelling.cancel, policy=member_of_staff, name="event_cancel", methods=GET_POST),
    route(f"{_EVENT}/reponse", events.answer, policy=reader, name="event_answer", methods=POST),
    route(f"{_EVENT}/invites", events.add_guests, policy=member_of_staff, name="event_invite", methods=POST),
    route(
        f"{_EVENT}/invites/<str:guest>/presence",
        events.expect,
        policy=member_of_staff,
        name="event_expect",
        methods=POST,
    ),
    route(
        f"{_EVENT}/invites/<str:guest>/retirer",
        events.remove_guest,
        policy=member_of_staff,
        name="event_uninvite",
        methods=POST,
    ),
    route("calendriers", linked_calendars.index, policy=member_of_staff, name="linked_calendars", methods=GET_POST),
    route(_LINK, linked_calendars.show, policy=member_of_staff, name="linked_calendar", methods=GET_POST),
    route(
        f"{_LINK}/reprendre", linked_calendars.look, policy=member_of_staff, name="linked_calendar_look", methods=POST
    ),
    route(
        f"{_LINK}/remettre",
        linked_calendars.replace,
        policy=member_of_staff,
        name="linked_calendar_replace",
        methods=POST,
    ),
    route(f"{_LINK}/delier", linked_calendars.end, policy=member_of_staff, name="linked_calendar_end", methods=POST),
    route("abonnements", feeds.index, policy=signed_in, name="feeds", methods=GET_POST),
    route("abonnements/<str:key>/supprimer", feeds.revoke, policy=signed_in, name="feed_revoke", methods=POST),
    route("flux/<str:secret>.ics", feed.feed, policy=anyone, name="feed"),
]
