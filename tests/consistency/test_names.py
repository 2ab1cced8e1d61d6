"""A module is named after what it holds."""

from pathlib import PurePath

from tests.consistency import sources

SAYING_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "shared", "stuff", "toolbox"}


def saying_nothing(paths: list[str]) -> list[str]:
    """The paths of which a folder or a file has such a name."""
    return [path for path in paths if not SAYING_NOTHING.isdisjoint(PurePath(path).with_suffix("").parts)]


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert saying_nothing(sources.written(".py", ".html", ".css", ".js")) == []


def test_such_a_name_is_seen_in_a_file_or_a_folder() -> None:
    wrong = ["interco/committees/utils.py", "interco/common/dates.py"]
    assert saying_nothing([*wrong, "interco/committees/enums.py"]) == wrong
