"""Addresses of the sheets of meetings."""

from django.urls import URLPattern

from interco.foundation.core.policies import signed_in
from interco.foundation.core.routes import GET_POST, POST, View, route
from interco.secretariat.views import sheet_release, sheets

_SHEET = "reunions/<str:key>/"


def _gesture(verb: str, view: View, name: str) -> URLPattern:
    return route(f"{_SHEET}{verb}", view, policy=signed_in, name=name, methods=POST)


urlpatterns: list[URLPattern] = [
    route("reunions/", sheets.index, policy=signed_in, name="sheets", methods=GET_POST),
    route(_SHEET, sheets.show, policy=signed_in, name="sheet"),
    route(f"{_SHEET}fiche.pdf", sheet_release.pdf, policy=signed_in, name="sheet_pdf"),
    route(
        f"{_SHEET}envoi", sheet_release.send, policy=signed_in, name="sheet_send", methods=GET_POST,
        ahead=sheet_release.compose,
    ),
    _gesture("ordre-du-jour", sheets.agenda, "sheet_agenda"),
    _gesture("presences", sheets.attendance, "sheet_attendance"),
    _gesture("releve", sheets.record, "sheet_record"),
    _gesture("points/<str:point>", sheets.point, "sheet_point"),
    _gesture("actions", sheets.action, "sheet_action"),
    _gesture("notes", sheets.note_taker, "sheet_note_taker"),
    _gesture("etat", sheets.move, "sheet_move"),
]  # fmt: skip
