"""What the CODIR of the demonstration talked about: invented matters, on the real competences of an intercommunality."""

from dataclasses import dataclass, field

from interco.committees.enums import ItemKind, Outcome
from interco.config.demo.briefs import BUDGET, URBANISM, DemoBrief

D, I, X, F, V, O = (
    ItemKind.DECISION, ItemKind.INFORMATION, ItemKind.EXCHANGE, ItemKind.FOLLOW_UP, ItemKind.VALIDATION, ItemKind.OPINION,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Topic:
    """A matter: who brings it, what is asked, how it ended, the actions it left (title, owner, days)."""

    who: str
    title: str
    kind: ItemKind = D
    asked: str = ""
    minutes: int = 15
    outcome: Outcome = Outcome.CONSENSUS
    text: str = ""
    actions: tuple[tuple[str, str, int], ...] = field(default=())
    reservation: str = ""
    objection: str = ""
    amended: str = ""
    reason: str = ""
    brief: DemoBrief | None = None


TOPICS = (
    Topic("dga_administration", "Plan de formation des agents", D, "Arrêter les priorités du plan de formation.", 20,
          text="Le CODIR retient trois priorités : encadrement, sécurité au travail, outils numériques.",
          actions=(("Publier le catalogue de formation", "rh", 30), ("Présenter le plan aux représentants du personnel", "dga_administration", 20))),
    Topic("dga_juridique", "Lettre de cadrage budgétaire", D, "Approuver les plafonds de dépenses par direction.", 25,
          Outcome.ARBITRATION, "Les plafonds de fonctionnement sont reconduits ; toute dépense nouvelle est gagée.",
          (("Notifier les plafonds aux directions", "dga_juridique", 10), ("Recenser les dépenses gagées", "finances", 25)),
          objection="Reconduire le plafond des déchets fermerait une tournée au second semestre.",
          reason="Aucun accord après deux échanges ; le calendrier du vote ne permet pas d’attendre."),
    Topic("dga_infrastructures", "Tournées de collecte du secteur Nord", D, "Choisir l’organisation des tournées.", 20,
          Outcome.RESERVATIONS, "Les tournées du secteur Nord passent à quatre matinées par semaine, à l’essai six mois.",
          (("Informer les usagers du secteur Nord", "communication", 21), ("Prévenir les quatre mairies", "dga_infrastructures", 7), ("Mesurer les tonnages chaque mois", "collecte", 60)),
          reservation="Prévoir un point d’étape avec chaque mairie au bout de trois mois."),
    Topic("dga_planification", "Calendrier du programme de l’habitat", O, "Donner un avis sur le calendrier.", 15,
          text="Avis favorable sur le calendrier présenté, concertation comprise.",
          actions=(("Caler les réunions publiques", "amenagement", 40), ("Écrire aux maires", "dgs", 10))),
    Topic("dost", "Charte de rédaction des notes de service", D, "Adopter la charte et sa date d’effet.", 10,
          text="La charte est adoptée ; elle s’applique à toute note émise par une direction.",
          actions=(("Diffuser le modèle de note", "secretariat", 14), ("Former les directions à la charte", "dost", 25))),
    Topic("mutualisation", "Inventaire des moyens mutualisables", X, "", 20),
    Topic("communes", "Préparer la conférence des DGS", X, "", 15),
    Topic("communication", "Baromètre de la satisfaction des usagers", I, "", 10),
    Topic("dga_administration", "Télétravail : bilan de la période d’essai", D, "Prolonger ou modifier la règle.", 20,
          Outcome.CONSENSUS, "La règle de deux jours par semaine est prolongée d’un an ; chaque direction tient un registre simple.",
          (("Modifier la note sur le télétravail", "rh", 20),),
          objection="Les équipes d’accueil ne peuvent pas assurer l’ouverture avec deux jours.",
          amended="La règle de deux jours par semaine est prolongée d’un an, hors équipes d’accueil ; "
          "chaque direction tient un registre simple."),
    Topic("dga_infrastructures", "Plan de continuité en saison cyclonique", V, "Valider le plan avant le Bureau.", 25,
          Outcome.REFERRED, "Le plan est soumis au Bureau communautaire avec l’avis favorable du CODIR.",
          (("Inscrire le plan au Bureau", "secretariat", 12),)),
    Topic("secretariat", "Suivi des décisions en cours", F, "", 10),
    Topic("dga_juridique", "Marchés à renouveler dans l’année", I, "", 10),
    Topic("dga_planification", "Zone d’activité : règles d’attribution des lots", D, "Approuver les critères d’attribution.", 20,
          text="Les lots sont attribués selon trois critères publics : emploi, sobriété foncière, délai de construction.",
          actions=(("Rédiger le règlement d’attribution", "developpement", 45), ("Consulter les chambres consulaires", "dga_planification", 18))),
    Topic("dost", "Méthode de conduite des projets transversaux", D, "Adopter une revue trimestrielle unique.", 15,
          text="Chaque projet transversal est revu une fois par trimestre en CODIR, sur une page.",
          actions=(("Préparer la première revue", "dost", 30),)),
    Topic("dga_administration", "Effectifs et postes vacants", I, "", 15),
    Topic("communes", "Accueil commun des usagers dans les mairies", D, "Retenir deux communes pour l’essai.", 20,
          Outcome.POSTPONED, "Le point est reporté : le coût par commune manque au dossier.",
          (("Compléter le coût par commune", "communes", 14),)),
    Topic("dga_juridique", "Évaluation de la politique du tri", O, "Donner un avis sur les questions évaluatives.", 15,
          text="Avis favorable ; la question du coût par tonne est ajoutée.",
          actions=(("Publier le cahier des charges de l’évaluation", "evaluation", 35),)),
    Topic("dga_administration", "Renouvellement des postes informatiques", D, "Fixer la durée de vie des postes.", 10,
          Outcome.REJECTED, "Le renouvellement anticipé est écarté ; la durée de cinq ans est maintenue."),
)  # fmt: skip

#: What waits for the next session on the day of the demonstration.
PROPOSED = (
    Topic("dga_planification", "Mutualiser l’instruction des autorisations d’urbanisme", D,
          "Approuver le principe d’un service commun au 1er juillet, porté par la CACEM, et le partage de son coût.", 20,
          brief=URBANISM),
    Topic("dga_juridique", "Budget primitif : arbitrages restants", D, "Trancher les trois demandes qui dépassent le cadrage.", 25,
          brief=BUDGET),
    Topic("dga_administration", "Fermetures de fin d’année des sites", I, "", 5),
    Topic("communes", "Conférence des DGS : ordre du jour", X, "", 15),
    Topic("mutualisation", "Calendrier du schéma de mutualisation", D, "Arrêter le calendrier, les communes consultées.", 15),
    Topic("dga_administration", "Effectifs et postes vacants au 1er janvier", I, "", 15),
    Topic("dost", "Groupe de travail « Accueil unique » : lettre de mission", D, "Approuver la lettre de mission.", 15),
)  # fmt: skip
LATE = (
    Topic(
        "dga_infrastructures",
        "Avenant au marché de collecte, secteur Nord",
        D,
        "Autoriser l’avenant de trois mois.",
        15,
    ),
)
