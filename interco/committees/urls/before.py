"""Addresses before the session: bodies, items, agenda, convocation, dossier.

The addresses of one session come last: their first part is its identifier, which any word would match.
"""

from django.urls import URLPattern

from interco.committees.views import agenda, bodies, briefs, convocation, dossier, items, meetings
from interco.foundation.core.policies import general_secretariat, reader_of_the_organisation
from interco.foundation.core.routes import GET_POST, POST, route

READER = reader_of_the_organisation

urlpatterns: list[URLPattern] = [
    route("", meetings.index, policy=READER, name="meetings"),
    route("proposer", items.propose, policy=READER, name="item_propose", methods=GET_POST),
    route("a-examiner", items.inbox, policy=READER, name="item_inbox"),
    route("points/<str:key>/", items.show, policy=READER, name="item"),
    route("points/<str:key>/modifier", items.edit, policy=READER, name="item_edit", methods=GET_POST),
    route("points/<str:key>/note", briefs.write, policy=READER, name="item_brief", methods=GET_POST),
    route("points/<str:key>/pieces", briefs.attach, policy=READER, name="item_attach", methods=POST),
    route("points/<str:key>/envoyer", items.send, policy=READER, name="item_send", methods=POST),
    route("points/<str:key>/accepter", items.accept, policy=READER, name="item_accept", methods=POST),
    route("points/<str:key>/renvoyer", items.send_back, policy=READER, name="item_return", methods=POST),
    route("points/<str:key>/retirer", items.withdraw, policy=READER, name="item_withdraw", methods=POST),
    route("pieces/<str:key>", briefs.download, policy=READER, name="attachment"),
    route("pieces/<str:key>/retirer", briefs.detach, policy=READER, name="attachment_remove", methods=POST),
    route("instances/", bodies.index, policy=READER, name="bodies"),
    route("instances/nouvelle", bodies.write, policy=general_secretariat, name="body_create", methods=GET_POST),
    route("instances/<str:key>/", bodies.show, policy=READER, name="body"),
    route("instances/<str:key>/regles", bodies.write, policy=general_secretariat, name="body_edit", methods=GET_POST),
    route("instances/<str:key>/membres", bodies.seats, policy=general_secretariat, name="body_seats", methods=GET_POST),
    route("instances/<str:key>/annee", bodies.plan, policy=READER, name="body_plan", methods=GET_POST),
    route("instances/<str:key>/seance", bodies.add_session, policy=READER, name="meeting_add", methods=GET_POST),
    route("<str:key>/", meetings.show, policy=READER, name="meeting"),
    route("<str:key>/ordre-du-jour", agenda.show, policy=READER, name="agenda"),
    route("<str:key>/ordre-du-jour/geste", agenda.act, policy=READER, name="agenda_act", methods=POST),
    route("<str:key>/ordre-du-jour/ordre", agenda.order, policy=READER, name="agenda_order", methods=POST),
    route("<str:key>/ordre-du-jour/annuler", agenda.undo, policy=READER, name="agenda_undo", methods=POST),
    route("<str:key>/convocation", convocation.show, policy=READER, name="convocation", methods=GET_POST),
    route("<str:key>/dossier", dossier.show, policy=READER, name="meeting_dossier"),
    route("<str:key>/dossier.pdf", dossier.pdf, policy=READER, name="meeting_dossier_pdf"),
    route("<str:key>/deplacer", meetings.move, policy=READER, name="meeting_move", methods=GET_POST),
    route("<str:key>/annuler", meetings.cancel, policy=READER, name="meeting_cancel", methods=POST),
    route("<str:key>/absence", meetings.absence, policy=READER, name="meeting_absence", methods=POST),
]
