"""Addresses of the preparations; those of one preparation come last: any word would match its identifier."""

from django.urls import URLPattern

from interco.foundation.core.policies import general_secretariat
from interco.foundation.core.routes import GET_POST, POST, route
from interco.secretariat.policies.preparations import parties_to_preparations, preparers
from interco.secretariat.views import preparation_making, preparation_models, preparation_steps, preparations

PARTY, KEEPER = parties_to_preparations, general_secretariat

urlpatterns: list[URLPattern] = [
    route("preparations/", preparations.index, policy=PARTY, name="preparations"),
    route("preparations/nouvelle", preparation_making.start, policy=preparers, name="preparation_start", methods=GET_POST),
    route("preparations/export/<str:form>", preparations.export, policy=PARTY, name="preparations_export"),
    route("preparations/documents/<str:key>", preparations.download, policy=PARTY, name="preparation_file"),
    route("preparations/modeles/", preparation_models.index, policy=KEEPER, name="preparation_models"),
    route("preparations/modeles/nouveau", preparation_models.write, policy=KEEPER, name="preparation_model_add",
          methods=GET_POST),
    route("preparations/modeles/<str:key>", preparation_models.write, policy=KEEPER, name="preparation_model",
          methods=GET_POST),
    route("preparations/etapes/<str:key>/", preparation_steps.show, policy=PARTY, name="preparation_step",
          methods=GET_POST),
    route("preparations/etapes/<str:key>/geste", preparation_steps.act, policy=PARTY, name="preparation_step_act",
          methods=POST),
    route("preparations/etapes/<str:key>/retrait", preparation_steps.remove, policy=PARTY,
          name="preparation_step_remove", methods=POST),
    route("preparations/etapes/<str:key>/modele", preparation_steps.take_up, policy=KEEPER,
          name="preparation_step_take_up", methods=POST),
    route("preparations/<str:key>/", preparations.show, policy=PARTY, name="preparation"),
    route("preparations/<str:key>/modifier", preparation_making.edit, policy=PARTY, name="preparation_edit",
          methods=GET_POST),
    route("preparations/<str:key>/etat", preparation_making.advance, policy=PARTY, name="preparation_advance",
          methods=POST),
    route("preparations/<str:key>/bilan", preparation_making.write_review, policy=PARTY, name="preparation_review",
          methods=GET_POST),
    route("preparations/<str:key>/etapes", preparation_steps.add, policy=PARTY, name="preparation_add", methods=POST),
    route("preparations/<str:key>/etapes/collees", preparation_steps.paste, policy=PARTY, name="preparation_paste",
          methods=POST),
    route("preparations/<str:key>/documents", preparation_steps.join, policy=PARTY, name="preparation_join",
          methods=POST),
    route("preparations/<str:key>/modele", preparation_models.make, policy=KEEPER, name="preparation_make_model",
          methods=POST),
    route("preparations/<str:key>/feuille.pdf", preparations.pdf, policy=PARTY, name="preparation_pdf"),
    route("preparations/<str:key>/etapes.<str:form>", preparations.checklist, policy=PARTY, name="preparation_checklist"),
]  # fmt: skip
