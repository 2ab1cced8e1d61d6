"""Addresses after the session: decisions, record, actions."""

from django.urls import URLPattern

from interco.committees.views import action_sheets, actions, closing, exports, record, register
from interco.foundation.core.policies import general_secretariat, signed_in
from interco.foundation.core.routes import GET_POST, POST, route

urlpatterns: list[URLPattern] = [
    route("decisions/", register.index, policy=signed_in, name="register"),
    route("decisions/registre.<str:form>", exports.register, policy=signed_in, name="register_export"),
    route("decisions/preuve.zip", exports.proof, policy=general_secretariat, name="register_proof"),
    route("decisions/<str:key>/", register.decision, policy=signed_in, name="decision"),
    route("decisions/<str:key>/remplacer", register.replace, policy=signed_in, name="decision_replace", methods=POST),
    route("actions/", actions.index, policy=signed_in, name="actions"),
    route("actions/actions.<str:form>", exports.actions, policy=signed_in, name="actions_export"),
    route("actions/<str:key>/", action_sheets.show, policy=signed_in, name="action"),
    route("actions/<str:key>/modifier", action_sheets.edit, policy=signed_in, name="action_edit", methods=GET_POST),
    route(
        "actions/<str:key>/avancement", action_sheets.evidence, policy=signed_in, name="action_evidence", methods=POST
    ),
    route("instances/<str:key>/action", action_sheets.add, policy=signed_in, name="action_add", methods=GET_POST),
    route("actions/<str:key>/etat", actions.move, policy=signed_in, name="action_move", methods=POST),
    route("actions/<str:key>/echeance", actions.reschedule, policy=signed_in, name="action_reschedule", methods=POST),
    route("<str:key>/releve", record.page, policy=signed_in, name="record"),
    route("<str:key>/releve.pdf", record.pdf, policy=signed_in, name="record_pdf"),
    route("<str:key>/releve.odt", record.odt, policy=signed_in, name="record_odt"),
    route(
        "<str:key>/releve/diffusion",
        record.release,
        policy=signed_in,
        name="record_release",
        methods=GET_POST,
        ahead=record.compose,
    ),
    route("<str:key>/cloture", closing.close, policy=signed_in, name="meeting_close", methods=GET_POST),
]
