"""Addresses of the general secretariat, by noun."""

from django.urls import URLPattern

from interco.secretariat.urls import notes, preparations, requests, sheets

urlpatterns: list[URLPattern] = [
    *notes.urlpatterns,
    *requests.urlpatterns,
    *sheets.urlpatterns,
    *preparations.urlpatterns,
]
