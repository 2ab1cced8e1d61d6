"""Two administrators who send one another away at the same instant: one stays."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from interco.config.demo.organisation import Built
from interco.foundation.accounts.models import RoleGrant, User
from interco.foundation.accounts.services.accounts import deactivate, grant_role, revoke_role
from interco.foundation.core.actor import Actor, actor_of
from interco.foundation.core.errors import Refused
from interco.foundation.core.retries import again_if_undone
from interco.foundation.core.roles import Role
from tests.cast import NOW, actor

Gesture = Callable[[User, Actor], None]


def slowly(execute: Callable[..., Any], sql: str, *others: Any) -> Any:
    """What is read is old by the time it is acted upon."""
    if sql.startswith(("DELETE", "UPDATE")):
        time.sleep(0.1)
    return execute(sql, *others)


def take_the_role(user: User, by: Actor) -> None:
    revoke_role(user, Role.ADMINISTRATOR, by=by)


def close_the_account(user: User, by: Actor) -> None:
    deactivate(user, by=by)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("gesture", [take_the_role, close_the_account])
def test_of_two_administrators_who_send_one_another_away_one_stays(cast: Built, gesture: Gesture) -> None:
    other = cast.users["dpo"]
    grant_role(other, Role.ADMINISTRATOR, by=actor(cast, "administrateur"))
    pairs = [(other, cast.users["administrateur"]), (cast.users["administrateur"], other)]
    together = Barrier(2)

    def send_away(pair: tuple[User, User]) -> str:
        target, author = pair
        by = actor_of(author.pk, NOW)
        try:
            together.wait(timeout=30)
            with connection.execute_wrapper(slowly):
                again_if_undone(lambda: gesture(User.objects.get(pk=target.pk), by))
        except Refused as refused:
            return refused.sentence
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        told = sorted(pool.map(send_away, pairs))
    assert told == ["C’est le dernier administrateur : nommez-en un autre d’abord.", "done"]
    assert RoleGrant.objects.filter(role=Role.ADMINISTRATOR, user__is_active=True).count() == 1
