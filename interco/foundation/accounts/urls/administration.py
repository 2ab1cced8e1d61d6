"""Addresses of the administration of accounts."""

from django.urls import URLPattern

from interco.foundation.accounts.views import administration as views
from interco.foundation.core.policies import administrators
from interco.foundation.core.routes import GET_POST, POST, route

urlpatterns: list[URLPattern] = [
    route("", views.accounts, policy=administrators, name="accounts", methods=GET_POST),
    route("<str:public_id>", views.account, policy=administrators, name="accounts_account"),
    route("<str:public_id>/role", views.give_role, policy=administrators, name="accounts_give_role", methods=POST),
    route(
        "<str:public_id>/role/retirer", views.take_role, policy=administrators, name="accounts_take_role", methods=POST
    ),
    route("<str:public_id>/relier", views.find_whose, policy=administrators, name="accounts_link", methods=POST),
    route("<str:public_id>/fermer", views.close_account, policy=administrators, name="accounts_close", methods=POST),
    route("<str:public_id>/rouvrir", views.reopen_account, policy=administrators, name="accounts_reopen", methods=POST),
    route("<str:public_id>/inviter", views.invite_again, policy=administrators, name="accounts_invite", methods=POST),
]
