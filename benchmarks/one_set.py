"""`python -m benchmarks.one_set M`: measures one data set, in a process of its own; figures as JSON on its last line."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from benchmarks.figures import Figure

MEMORY_GOAL = 150.0


def measure(set_name: str, names: list[str], rounds: int) -> Iterator["Figure"]:
    """Every figure wanted of one set, as they come."""
    import django

    from benchmarks.cache import copy_of, kept_set

    folder = Path(os.environ["INTERCO_DATA"])
    known = copy_of(kept_set(set_name), folder)
    django.setup()
    from interco.config.statics import gather

    gather()
    from benchmarks.calendars import measure_calendars
    from benchmarks.chart import measure_chart
    from benchmarks.figures import Figure
    from benchmarks.gestures import measure_gestures
    from benchmarks.notes import measure_notes
    from benchmarks.pages import measure_pages
    from benchmarks.screens import measure_screens
    from benchmarks.searching import measure_search
    from benchmarks.server import Server
    from benchmarks.slots import measure_slots

    headers, members = sign_everybody_in(known)
    wanted: Callable[[str], bool] = lambda name: not names or name in names  # noqa: E731 - one line, said where it is used
    with Server(folder) as server:
        at_rest = server.worker_megabytes()
        yield from measure_pages(server, known, headers, set_name, wanted, rounds)
        if wanted("chart_goals"):
            yield from measure_chart(server, known, headers, set_name)
        if wanted("search_goals"):
            yield from measure_search(server, headers["dga_administration"], set_name)
        yield from measure_slots(server, known, headers["dga_administration"], set_name, wanted)
        yield from measure_gestures(server, known, headers, set_name, wanted, rounds)
        if wanted("note_10000"):
            yield from measure_notes(set_name, rounds)
        yield from measure_calendars(server, known, set_name, wanted, rounds)
        if wanted("screens"):
            yield from measure_screens(server, known, members, set_name, rounds)
        details = {"at rest": at_rest, "highest": server.worker_megabytes(peak=True)}
        yield Figure(
            set_name, "memory of a web worker, at the end", server.worker_megabytes(), "MB", MEMORY_GOAL, "", details
        )


def sign_everybody_in(known: dict[str, Any]) -> tuple[dict[str, dict[str, str]], list[dict[str, str]]]:
    """Headers of those of the cast who ask, and of the members of the open session."""
    from benchmarks.people import sign_in
    from interco.organisation.models import Person, PostVersion

    keys = ("secretariat", "dga_administration", "dost")
    headers = {key: sign_in(known["users"][key]) for key in keys}
    members = [sign_in(user) for user in known["members"]]
    headers["member"] = members[0]
    version = PostVersion.objects.select_related("unit").filter(
        post__assignments__person__user=known["users"]["dga_administration"]
    ).latest("starts_on")  # fmt: skip
    known["own_unit"] = version.unit.public_id
    known["own_key"] = Person.objects.get(user=known["users"]["dga_administration"]).public_id
    return headers, members


def main() -> None:
    """Measure and tell."""
    set_name, rounds, *names = sys.argv[1:]
    found = []
    for figure in measure(set_name, names, int(rounds)):
        print(
            f"{set_name}  {figure.name}: {figure.value:.2f} {figure.unit} {figure.verdict}", file=sys.stderr, flush=True
        )
        found.append(asdict(figure))
    print(json.dumps(found))


if __name__ == "__main__":
    main()
