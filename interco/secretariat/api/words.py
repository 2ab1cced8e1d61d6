"""What the fields of the secretariat mean, for the description of the API."""

WORDS = {
    "note_title": "Objet de la note.",
    "unit": "Service.",
    "signatory": "Poste qui signe.",
    "signature_mention": "Mention au-dessus de la signature.",
    "effective_on": "Premier jour où elle s’applique ; null : le jour de la diffusion.",
    "expires_on": "Premier jour où elle ne s’applique plus ; null : sans fin.",
    "asks_acknowledgement": "Demande à chacun d’attester qu’il en a pris connaissance.",
    "escalate_after_days": "Jours après lesquels le responsable du service est prévenu ; null : jamais.",
    "ends": "Notes abrogées ou remplacées.",
    "ends_how": "Ce que la note fait de celles-là.",
    "release_on": "Jour de la diffusion ; null avant la signature.",
    "acknowledged_at": "Instant de votre prise de connaissance ; null sinon.",
    "is_addressee": "La note vous est adressée.",
    "targets": "Lignes de destinataires.",
    "endorsements": "Visas du circuit, dans leur ordre.",
}
