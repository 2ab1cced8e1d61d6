"""A list of agents of any length, as somebody would paste it: fictional, and obviously so."""

from interco.config.demo import cast

HEADER = "Nom\tPrénom\tCourriel\tService\tRattaché à\tFonction\tCatégorie\tETP\tResponsable\tDate d’arrivée"
SERVICES = ("Eau", "Voirie", "Propreté", "Finances", "Paie", "Urbanisme", "Culture", "Sports", "Numérique", "Achats")


def agents(count: int, *, per_service: int = 10) -> str:
    """`count` agents in services of ten, five services under each of as many directions as it takes, one at the top."""
    rows = [HEADER, "EXEMPLE\tCamille\tdgs@exemple.example\tDirection générale\t\tDGS\tA\t1\toui\t01/02/2025"]
    for number in range(1, count):
        place = (number - 1) // per_service
        first, _gender = cast.FIRST_NAMES[number % len(cast.FIRST_NAMES)]
        last = f"{cast.LAST_NAMES[number % len(cast.LAST_NAMES)]}-{number}"
        service = f"{SERVICES[place % len(SERVICES)]} {place + 1}"
        leads = "oui" if (number - 1) % per_service == 0 else ""
        title = "Cheffe de service" if leads else "Agent technique"
        rows.append(
            f"{last}\t{first}\tagent{number}@exemple.example\t{service}\tDirection {place // 5 + 1}\t{title}\tC\t"
            f"{'0,8' if number % 7 == 0 else '1'}\t{leads}\t{number % 28 + 1:02d}/03/2025"
        )
    return "\n".join(rows)
