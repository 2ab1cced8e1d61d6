"""The French stemmer alone: the door of its package loads thirty languages, 9 MB in each process, for one that we use."""

import importlib
import importlib.util
import sys
from types import ModuleType
from typing import Protocol, cast


class Stemmer(Protocol):
    """What we ask of it."""

    def stemWord(self, word: str) -> str:  # noqa: N802 - the library's own name
        """The stem of a word in lower case."""
        ...


def french_stemmer() -> Stemmer:
    """The library's own stemmer, loaded without its siblings; the package stays as it was for whoever imports it whole."""
    name = "snowballstemmer"
    if name in sys.modules:
        return cast(Stemmer, sys.modules[name].stemmer("french"))
    spec = importlib.util.find_spec(name)
    if spec is None or spec.submodule_search_locations is None:
        raise ImportError(f"{name} is not installed")
    door = ModuleType(name)
    door.__path__ = list(spec.submodule_search_locations)
    sys.modules[name] = door
    try:
        return cast(Stemmer, importlib.import_module(f"{name}.french_stemmer").FrenchStemmer())
    finally:
        del sys.modules[name]
