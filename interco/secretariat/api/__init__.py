"""The general secretariat by the REST API: the services and the rights of the pages, spoken in JSON."""

from interco.foundation.core.api.schemas import told
from interco.secretariat.api.notes import NOTES
from interco.secretariat.api.preparations import PREPARATIONS
from interco.secretariat.api.request_gestures import GESTURES
from interco.secretariat.api.requests import REQUESTS
from interco.secretariat.api.sheets import SHEETS
from interco.secretariat.api.signature_folder import FOLDER
from interco.secretariat.api.words import WORDS

told(WORDS)

ROOMS = (NOTES, REQUESTS, GESTURES, FOLDER, SHEETS, PREPARATIONS)
