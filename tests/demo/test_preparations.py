"""The preparations of the demonstration say something on every screen, and nothing of them left."""

from interco.config.demo.agenda import build_agendas
from interco.config.demo.organisation import Built
from interco.config.demo.preparations import build_preparations
from interco.foundation.notifications.models import OutgoingMessage
from interco.secretariat.enums import PreparationState
from interco.secretariat.models import Preparation, PreparationModel
from interco.secretariat.queries.preparations import lines
from tests.cast import NOW


def test_two_are_under_way_one_is_reviewed_and_one_step_is_late(cast: Built) -> None:
    build_agendas(cast, at=NOW)
    build_preparations(cast, at=NOW)
    rows = list(Preparation.objects.order_by("held_on"))
    assert [row.state for row in rows] == [
        PreparationState.REVIEWED, PreparationState.PREPARING, PreparationState.PREPARING
    ]  # fmt: skip
    reviewed, forum, wishes = lines(rows, NOW.date())
    assert reviewed.progress.is_complete
    assert (forum.progress.late, wishes.progress.late) == (1, 0)
    assert PreparationModel.objects.count() == 3
    assert not OutgoingMessage.objects.exists()
