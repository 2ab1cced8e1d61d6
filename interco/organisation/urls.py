"""Addresses of the organisation. Reading is open to the territory, keeping to the general secretariat and the DGS."""

from django.urls import URLPattern

from interco.foundation.core.policies import general_secretariat as keepers
from interco.foundation.core.policies import reader_of_the_organisation as reader
from interco.foundation.core.routes import GET_POST, POST, View, route
from interco.organisation.views import (
    charts,
    collectivity_gestures,
    exports,
    imports,
    lists,
    people_gestures,
    post_gestures,
    sheets,
    unit_gestures,
)


def gesture(pattern: str, view: View, name: str) -> URLPattern:
    """A form of those who keep the organisation."""
    return route(pattern, view, policy=keepers, name=name, methods=GET_POST)


GESTURES = [
    gesture("services/nouveau", unit_gestures.create, "unit_create"),
    gesture("services/<str:key>/changer", unit_gestures.change, "unit_change"),
    gesture("services/<str:key>/corriger/<str:start>", unit_gestures.correct, "unit_correct"),
    gesture("services/<str:key>/fermer", unit_gestures.close, "unit_close"),
    gesture("postes/nouveau", post_gestures.create, "post_create"),
    gesture("postes/<str:key>/changer", post_gestures.change, "post_change"),
    gesture("postes/<str:key>/corriger/<str:start>", post_gestures.correct, "post_correct"),
    gesture("postes/<str:key>/fermer", post_gestures.close, "post_close"),
    gesture("postes/<str:key>/affecter", post_gestures.put_someone, "assign"),
    gesture("affectations/<str:key>/corriger", post_gestures.correct_held, "assignment_correct"),
    gesture("affectations/<str:key>/terminer", post_gestures.end_held, "assignment_end"),
    gesture("personnes/nouvelle", people_gestures.create, "person_create"),
    gesture("personnes/<str:key>/corriger", people_gestures.correct, "person_correct"),
    gesture("personnes/<str:key>/depart", people_gestures.depart, "person_leave"),
    gesture("personnes/<str:key>/deleguer", people_gestures.give, "delegation_create"),
    gesture("delegations/<str:key>/corriger", people_gestures.correct_given, "delegation_correct"),
    gesture("delegations/<str:key>/retirer", people_gestures.take_back, "delegation_withdraw"),
    gesture("collectivites/nouvelle", collectivity_gestures.create, "collectivity_create"),
    gesture("collectivites/<str:key>/changer", collectivity_gestures.change, "collectivity_change"),
    gesture("collectivites/<str:key>/corriger/<str:start>", collectivity_gestures.correct, "collectivity_correct"),
    gesture("collectivites/<str:key>/fermer", collectivity_gestures.close, "collectivity_close"),
]

EXCHANGE = [
    gesture("import", imports.deposit, "organisation_import"),
    route("import/liste-des-agents.<str:form>", exports.model, policy=keepers, name="import_model"),
    route("import/<str:key>/", imports.show, policy=keepers, name="import_show"),
    route("import/<str:key>/colonnes", imports.columns, policy=keepers, name="import_columns", methods=POST),
    route("import/<str:key>/appliquer", imports.apply, policy=keepers, name="import_apply", methods=POST),
    route("import/<str:key>/recommencer", imports.again, policy=keepers, name="import_again", methods=POST),
    route("import/<str:key>/arreter", imports.halt, policy=keepers, name="import_halt", methods=POST),
    route("import/<str:key>/abandonner", imports.abandon, policy=keepers, name="import_discard", methods=POST),
    route("import/<str:key>/annuler", imports.undo, policy=keepers, name="import_undo", methods=POST),
    route("export", exports.choose, policy=reader, name="organisation_export"),
]

urlpatterns: list[URLPattern] = [
    route("organigramme", charts.show, policy=reader, name="chart"),
    route("organigramme.svg", charts.svg, policy=reader, name="chart_svg"),
    route("organigramme.pdf", charts.pdf, policy=reader, name="chart_pdf"),
    route("personnes/", lists.people, policy=reader, name="people"),
    route("postes/", lists.posts, policy=reader, name="posts"),
    route("collectivites/", lists.collectivities, policy=reader, name="collectivities"),
    *GESTURES,
    *EXCHANGE,
    route("services/<str:key>/", sheets.unit, policy=reader, name="unit"),
    route("postes/<str:key>/", sheets.post, policy=reader, name="post"),
    route("personnes/<str:key>/", sheets.person, policy=reader, name="person"),
]
