"""The 95th percentile of the search, page and palette, over questions of every sort."""

import statistics
import time
from urllib.parse import quote

from django.urls import reverse

from benchmarks.figures import Figure
from benchmarks.measure import Caller, percentile
from benchmarks.people import get
from benchmarks.server import Server

GOAL = 150.0
#: Names whole and begun, one letter, several words, accents, units, references, words of texts, nothing at all.
QUESTIONS = (
    "balisier", "cocotier", "igname", "igname piment", "a", "b", "m", "ma", "mang", "vanillier aristide", "Dorothée",
    "dorothee", "gédéon ylang", "philo", "laurier-rose", "habitat", "habitat service", "direction", "eau", "cellule 12",
    "eau et assainissement", "service", "DGA", "dost", "secrétariat", "mutualisation", "mutualisat", "mutualiser", "télétravail",
    "CODIR-2026-014", "codir 2026", "2026-14", "P-2026-031", "tournées collecte", "collecte secteur nord", "plan", "budget",
    "évaluation", "evaluations", "Schœlcher", "schoelcher", "xyzzy", "aaaa", "le la les", "responsable", "technicien",
    "chargée de mission", "agent", "paie", "littoral",
)  # fmt: skip
REPEATED = 4


def measure_search(server: Server, headers: dict[str, str], set_name: str) -> list[Figure]:
    """Each question several times, in turn, so that none is answered twice in a row."""
    figures = []
    for name, route in (("palette", "search_palette"), ("page", "search")):
        caller, walls = Caller(server), []
        requests = [get(f"{reverse(route)}?q={quote(question)}", headers) for question in QUESTIONS]
        slowest = (0.0, "")
        before = server.processor_seconds()
        for _round in range(REPEATED):
            for question, request in zip(QUESTIONS, requests, strict=True):
                started = time.perf_counter()
                status, _content = caller.call(request)
                if status != 200:
                    raise RuntimeError(f"{request.path} answered {status}")
                walls.append((time.perf_counter() - started) * 1000)
                slowest = max(slowest, (walls[-1], question))
        spent = (server.processor_seconds() - before) * 1000 / len(walls)
        details = {"wall p50": statistics.median(walls), f"worst « {slowest[1]} »": slowest[0], "server ms": spent}
        figures.append(Figure(set_name, f"search {name}, p95", percentile(walls, 0.95), "ms", GOAL, "", details))
    return figures
