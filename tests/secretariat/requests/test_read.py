"""Who reads a request: its two ends, the secretariat and the DGS; nobody else, in any list."""

import pytest

from interco.config.demo.organisation import Built
from interco.foundation.search.queries.find import find
from interco.secretariat.enums import RequestKind
from interco.secretariat.policies.requests import visible_to
from interco.secretariat.services import request_gestures as gestures
from tests.cast import actor
from tests.secretariat.requests.builders import a_request

OUTSIDERS = (
    "communication", "dga_juridique", "communes", "dgs_lamentin", "dgs_schoelcher", "elue", "administrateur", "dpo",
)  # fmt: skip


def readers(cast: Built) -> set[str]:
    return {key for key in cast.users if visible_to(actor(cast, key)).exists()}


def test_the_two_ends_the_secretariat_and_the_dgs_read_it(cast: Built) -> None:
    a_request(cast)
    assert readers(cast) == {"agent_rh", "rh", "secretariat", "secretariat_assistant", "dgs"}


def test_the_dost_reads_all_the_demands_of_support(cast: Built) -> None:
    request = a_request(cast, kind=RequestKind.SUPPORT)
    gestures.forward(request, to=cast.units["communes"], by=actor(cast, "dost"))
    assert readers(cast) == {"agent_rh", "rh", "secretariat", "secretariat_assistant", "dgs", "dost", "communes"}


def test_the_person_entrusted_reads_it(cast: Built) -> None:
    request = a_request(cast)
    gestures.entrust(request, to=cast.people["communication"], by=actor(cast, "secretariat"))
    assert visible_to(actor(cast, "communication")).get() == request


def test_the_unit_of_a_merged_request_reads_the_one_that_stays(cast: Built) -> None:
    kept, other = a_request(cast, author="communication"), a_request(cast)
    assert not visible_to(actor(cast, "rh")).filter(pk=kept.pk).exists()
    gestures.merge(other, into=kept, by=actor(cast, "secretariat"))
    assert visible_to(actor(cast, "rh")).filter(pk=kept.pk).exists()
    assert not visible_to(actor(cast, "communication")).filter(pk=other.pk).exists()


@pytest.mark.parametrize("who", OUTSIDERS)
def test_the_search_shows_nothing_to_others(cast: Built, who: str) -> None:
    a_request(cast, title="Palmeraie du Lorrain")
    assert find("palmeraie", actor=actor(cast, who)) == []
    assert len(find("palmeraie", actor=actor(cast, "rh"))) == 1
