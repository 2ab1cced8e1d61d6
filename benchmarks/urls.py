"""The application's addresses and the floor's."""

from django.urls import path

from benchmarks import floor
from interco.config.urls import urlpatterns as application

urlpatterns = [
    path("plancher/page", floor.page),
    path("plancher/insertion", floor.insertion),
    path("plancher/cle", floor.by_key),
    *application,
]
