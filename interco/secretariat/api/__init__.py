"""The general secretariat by the REST API: the services and the rights of the pages, spoken in JSON."""

from interco.secretariat.api.request_gestures import GESTURES
from interco.secretariat.api.requests import REQUESTS
from interco.secretariat.api.signature_folder import FOLDER

ROOMS = (REQUESTS, GESTURES, FOLDER)
