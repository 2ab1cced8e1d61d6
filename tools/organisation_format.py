"""The page of the layout in which an organisation is imported and exported, read out of `rules/exchange/layout.py`."""

from collections.abc import Iterator

from interco.organisation.rules.exchange.layout import AGENTS, TABLES, Column, TableLayout

HEADING = """# Format de l’organisation

Une seule disposition, pour l’import comme pour l’export, en ODS, en XLSX ou en CSV (un fichier par table, dans un zip).
Cette page est lue dans le code (`python3 run.py docs`). Elle s’ouvre par la voie la plus courte : la liste d’agents.

- Les colonnes sont reconnues à leur titre, sans majuscules, accents ni ponctuation ; l’aperçu permet de corriger.
- Une date s’écrit 31/12/2026, 31-12-2026, 31.12.26 ou 2026-12-31, entre 1900 et 2199. Un début est inclus, une fin est exclue.
- Une part de temps plein s’écrit 0,8 ou 80 % ; un nombre nu de 2 à 100 est un pourcentage. Elle est arrondie au centième.
- Un oui s’écrit oui, x, 1 ou vrai ; un non s’écrit non, 0 ou faux ; une case vide ne dit rien.
- Aucune cellule n’est calculée : une formule est un texte comme un autre, à l’aller comme au retour.
- Ce que le fichier ne dit pas reste tel quel : un import n’efface ni ne ferme rien.
- Une colonne absente laisse la valeur enregistrée ; dans les tables complètes, une case vide l’efface.
- Tout est écrit, ou rien ; un import s’annule pendant 24 heures, tant qu’aucune de ses lignes n’a changé ni servi ailleurs.
- 20 Mo, 50 feuilles, 50 000 lignes et 200 colonnes au plus.
"""
DEDUCED = """Règles de la déduction :

- un service du nom d’une unité de l’intercommunalité est cette unité ; sinon il est ouvert, le premier jour où quelqu’un y est ;
- un service que rien ne rattache va sous l’unité de tête, s’il n’y en a qu’une ;
- une ligne sans nom (ou « Vacant ») est un poste vacant ;
- une personne déjà connue l’est par son matricule, son courriel, ou à défaut son nom ; le poste qu’elle tient déjà dans ce
  service n’est pas créé de nouveau, un poste vacant du même intitulé est pourvu avant d’en créer un ;
- les ETP sont ceux du poste et la quotité de l’agent ;
- une date antérieure à l’ouverture d’une unité existante vaut pour la personne, pas pour son poste ;
- « Responsable » répond oui, ou donne le nom de qui dirige ; sans cette colonne, les directeurs et chefs de service dirigent.
"""
FULL = """## Les tables complètes

Chaque version d’une unité, d’un poste ou d’une collectivité est une ligne, du jour « Début » au jour « Fin » ; toutes portent le
même identifiant. Une référence (unité, personne, poste, collectivité) s’écrit par l’identifiant, ou par un nom que rien d’autre ne
porte. Une ligne récrit la version qui commence le même jour, sinon elle en ajoute une.

L’export d’un jour (« Au ») est une photographie : tout y commence ce jour-là (une personne garde son arrivée) et rien n’y finit.
"""
KINDS = {
    "text": "texte", "long_text": "texte, plusieurs lignes", "email": "adresse électronique", "day": "date",
    "share": "part de temps plein", "flag": "oui ou non", "choice": "choix", "whole": "nombre entier", "code": "code (texte)",
    "key": "texte", "reference": "référence",
}  # fmt: skip


def page() -> str:
    """The whole page."""
    parts = [HEADING, f"## {AGENTS.title}\n", f"{AGENTS.help}\n", "\n".join(_columns(AGENTS)), "", DEDUCED, FULL]
    for table in TABLES:
        parts += [f"### {table.title}\n", f"{table.help}\n", "\n".join(_columns(table)), ""]
    return "\n".join(parts)


def _columns(table: TableLayout) -> Iterator[str]:
    yield "| colonne | contenu | autres titres reconnus |"
    yield "|---|---|---|"
    for column in table.columns:
        name = f"**{column.title}**" if column.required else column.title
        yield f"| {name} | {_content(column)} | {', '.join(column.other_titles)} |"


def _content(column: Column) -> str:
    told = KINDS[column.kind]
    if column.choices:
        told = ", ".join(column.choices.values())
    if column.kind in {"text", "code"}:
        told += f", {column.limit} signes au plus"
    return f"{told} : {column.help}" if column.help else told
