"""Addresses of the requests; those of one request come last: any word would match its identifier."""

from django.urls import URLPattern

from interco.foundation.core.policies import general_secretariat
from interco.foundation.core.routes import GET_POST, POST, route
from interco.secretariat.policies.requests import parties_to_requests
from interco.secretariat.views import request_board, request_gestures, requests, signature_folder

PARTY = parties_to_requests

urlpatterns: list[URLPattern] = [
    route("demandes/", requests.index, policy=PARTY, name="requests"),
    route("demandes/nouvelle", requests.write, policy=PARTY, name="request_ask", methods=GET_POST),
    route("demandes/suivi", request_board.show, policy=PARTY, name="request_board"),
    route("demandes/export/<str:form>", request_board.export, policy=PARTY, name="requests_export"),
    route("demandes/guichets", request_board.desks, policy=general_secretariat, name="request_desks", methods=GET_POST),
    route("demandes/pieces/<str:key>", requests.download, policy=PARTY, name="request_file"),
    route("demandes/<str:key>/", requests.show, policy=PARTY, name="request"),
    route("demandes/<str:key>/geste", request_gestures.act, policy=PARTY, name="request_act", methods=POST),
    route("demandes/<str:key>/pieces", requests.join, policy=PARTY, name="request_join", methods=POST),
    route("parapheur/", signature_folder.show, policy=general_secretariat, name="signature_folder"),
    route(
        "parapheur/geste", signature_folder.act, policy=general_secretariat, name="signature_folder_act", methods=POST
    ),
]
