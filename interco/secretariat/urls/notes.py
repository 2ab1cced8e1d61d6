"""Addresses of the notes."""

from django.urls import URLPattern

from interco.foundation.core.policies import general_secretariat, signed_in
from interco.foundation.core.routes import GET_POST, POST, View, route
from interco.secretariat.views import note_exports, note_making, note_models, note_release, notes


def _gesture(verb: str, view: View, name: str) -> URLPattern:
    return route(f"notes/<str:key>/{verb}", view, policy=signed_in, name=name, methods=POST)


urlpatterns: list[URLPattern] = [
    route("notes/", notes.index, policy=signed_in, name="notes"),
    route("notes/ecrire", notes.write, policy=signed_in, name="note_write", methods=GET_POST),
    route("notes/registre.<str:form>", note_exports.register, policy=signed_in, name="notes_export"),
    route("notes/modeles", note_models.index, policy=general_secretariat, name="note_models"),
    route(
        "notes/modeles/nouveau", note_models.write, policy=general_secretariat, name="note_model_add", methods=GET_POST
    ),
    route(
        "notes/modeles/<str:key>", note_models.write, policy=general_secretariat, name="note_model", methods=GET_POST
    ),
    route("notes/pieces/<str:key>", note_exports.download, policy=signed_in, name="note_file"),
    route("notes/pieces/<str:key>/retirer", note_making.detach, policy=signed_in, name="note_detach", methods=POST),
    route("notes/<str:key>/", notes.show, policy=signed_in, name="note"),
    route("notes/<str:key>/modifier", notes.edit, policy=signed_in, name="note_edit", methods=GET_POST),
    route(
        "notes/<str:key>/destinataires", note_making.audience, policy=signed_in, name="note_audience", methods=GET_POST
    ),
    route("notes/<str:key>/circuit", note_making.circuit, policy=signed_in, name="note_circuit", methods=GET_POST),
    route("notes/<str:key>/signature", note_release.sign, policy=signed_in, name="note_sign", methods=GET_POST),
    route("notes/<str:key>/suivi", note_release.follow, policy=signed_in, name="note_follow", methods=GET_POST),
    route("notes/<str:key>/note.pdf", note_exports.pdf, policy=signed_in, name="note_pdf"),
    route("notes/<str:key>/note.odt", note_exports.odt, policy=signed_in, name="note_odt"),
    route("notes/<str:key>/emargement.pdf", note_exports.attendance, policy=signed_in, name="note_attendance"),
    _gesture("pieces", note_making.attach, "note_attach"),
    _gesture("envoyer", note_making.send, "note_send"),
    _gesture("viser", note_making.endorse, "note_endorse"),
    _gesture("refuser", note_making.refuse, "note_refuse"),
    _gesture("passer-outre", note_making.pass_over, "note_pass_over"),
    _gesture("renvoyer", note_making.send_back, "note_return"),
    _gesture("retirer", note_making.withdraw, "note_withdraw"),
    _gesture("attester", note_release.take_note, "note_acknowledge"),
    _gesture("rappeler", note_release.remind_all, "note_remind"),
]
