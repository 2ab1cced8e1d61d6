"""Build the reference file of intercommunalities shipped with the package (run by a developer, once a year).

    npm pack @etalab/decoupage-administratif && tar xzf etalab-decoupage-administratif-*.tgz
    python tools/build_reference.py package --vintage 2026

The data are published under the Licence Ouverte; attribution and vintage travel inside the file. Populations are those
of `epci.json` (municipal and total); `communes.json` is of another vintage and is not read. The same input gives the
same bytes.
"""

import argparse
import gzip
import json
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parent.parent / "interco" / "organisation" / "data" / "epci.json.gz"
ATTRIBUTION = (
    "Découpage administratif (Etalab), d’après la liste des EPCI à fiscalité propre de la DGCL et les populations "
    "légales de l’INSEE. Licence Ouverte."
)


def member_lines(members: list[dict[str, Any]]) -> str:
    """The communes of an EPCI, one line each, in the order of their INSEE codes."""
    return "\n".join(
        "\t".join(
            [
                member["code"],
                member.get("siren", ""),
                member["nom"],
                str(member["populationMunicipale"]),
                str(member["populationTotale"]),
            ]
        )
        for member in sorted(members, key=lambda member: str(member["code"]))
    )


def reference(package: Path, vintage: int) -> dict[str, Any]:
    """The content of the file: a heading, the names of departments, one row an EPCI."""
    data = package / "data"
    epcis = json.loads((data / "epci.json").read_text("utf-8"))
    departments = json.loads((data / "departements.json").read_text("utf-8"))
    return {
        "source": "@etalab/decoupage-administratif "
        + json.loads((package / "package.json").read_text("utf-8"))["version"],
        "vintage": vintage,
        "attribution": ATTRIBUTION,
        "departments": {entry["code"]: entry["nom"] for entry in departments},
        "epci": [
            [
                entry["code"],
                entry["nom"],
                entry["type"],
                entry["modeFinancement"],
                entry["populationMunicipale"],
                entry["populationTotale"],
                member_lines(entry["membres"]),
            ]
            for entry in sorted(epcis, key=lambda entry: str(entry["code"]))
        ],
    }


def main() -> None:
    """Read the unpacked package, write the file, say what it holds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("package", type=Path, help="the folder unpacked from the npm package")
    parser.add_argument("--vintage", type=int, required=True, help="year of the perimeter, for example 2026")
    arguments = parser.parse_args()
    content = reference(arguments.package, arguments.vintage)
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(gzip.compress(text.encode("utf-8"), compresslevel=9, mtime=0))
    members = sum(row[-1].count("\n") + 1 for row in content["epci"])
    print(f"{TARGET.name}: {len(content['epci'])} EPCI, {members} members, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
