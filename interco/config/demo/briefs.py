"""Decision briefs of the demonstration: invented figures, said to be so. One is complete, one waits for its budget."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class DemoBrief:
    """The texts of a brief (Markdown), then its options."""

    texts: dict[str, str]
    options: tuple[dict[str, str], ...] = field(default=())


URBANISM = DemoBrief(
    {
        "purpose": "Instruire en commun les autorisations d’urbanisme des quatre communes.",
        "context": "Chaque commune instruit aujourd’hui ses dossiers. Deux services n’ont plus qu’un agent ; les délais "
        "dépassent le délai légal un mois sur trois (chiffres fictifs).",
        "stakes": "- tenir les délais partout ;\n- garder la décision aux maires ;\n- mieux former les instructeurs.",
        "staff_impact": "Neuf agents concernés, dont six transférés de plein droit. Avis des CST à recueillir.",
        "legal_impact": "Service commun, article L5211-4-2 du CGCT : convention et fiche d’impact annexée.",
        "calendar_impact": "Conseils municipaux avant le 31 mars, convention au 1er juillet.",
        "communication_impact": "Une page pour les usagers, une lettre aux pétitionnaires.",
        "consulted": "Affaires juridiques, Finances, services d’urbanisme des quatre communes.",
        "recommendation": "Retenir l’option 2 et notifier le coût unitaire avant le vote des budgets.",
    },
    (
        {"title": "Rester comme aujourd’hui", "pros": "Aucun changement pour les agents.", "cons": "Délais non tenus."},
        {
            "title": "Un service commun porté par la CACEM",
            "pros": "Une équipe de neuf, des remplacements assurés.",
            "cons": "Une convention, quatre avis de CST, un logiciel à reprendre.",
        },
        {
            "title": "Deux communes s’associent d’abord",
            "pros": "Plus simple à ouvrir.",
            "cons": "Les deux autres restent seules, le coût par dossier reste élevé.",
        },
    ),
)

BUDGET = DemoBrief(
    {
        "purpose": "Trancher trois demandes qui dépassent la lettre de cadrage.",
        "context": "Les plafonds ont été notifiés ; trois directions demandent 412 000 € de plus (chiffres fictifs).",
        "stakes": "Tenir l’épargne brute sans fermer de tournée ni retarder le programme de l’habitat.",
        "budget_impact": "412 000 € demandés, 250 000 € disponibles en section de fonctionnement.",
        "staff_impact": "Deux recrutements différés si l’option 1 est retenue.",
        "legal_impact": "Aucun acte avant le vote du budget primitif.",
        "calendar_impact": "Arbitrage avant le débat d’orientation budgétaire.",
        "communication_impact": "Une réponse écrite à chaque direction.",
        "consulted": "Les quatre DGA, le service Finances.",
        "recommendation": "Retenir l’option 2.",
    },
    (
        {
            "title": "Refuser les trois demandes",
            "pros": "Le cadrage est tenu.",
            "cons": "Une tournée est suspendue en mars.",
        },
        {
            "title": "Financer la collecte et l’habitat, reporter le reste",
            "pros": "Le service aux usagers ne baisse pas.",
            "cons": "Le renouvellement des véhicules attend un an.",
        },
    ),
)
