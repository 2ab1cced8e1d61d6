"""Somebody of the intercommunality who also holds a post in a commune."""

from datetime import date
from decimal import Decimal

import pytest

from interco.config.demo.organisation import Built
from interco.foundation.core.roles import Role
from interco.organisation.models import Assignment
from tests.cast import actor


@pytest.mark.parametrize(("post", "directs"), [("dgs_lamentin", False), ("dgs", True)])
def test_directing_the_services_of_a_commune_is_not_directing_those_of_the_intercommunality(
    cast: Built, post: str, directs: bool
) -> None:
    Assignment.objects.create(
        post=cast.posts[post], person=cast.people["agent_rh"], kind="interim", quota=Decimal("0.10"),
        starts_on=date(2026, 1, 1),
    )  # fmt: skip
    assert actor(cast, "agent_rh").has(Role.DGS) is directs
