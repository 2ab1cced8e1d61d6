"""Addresses of the general secretariat, by noun."""

from django.urls import URLPattern

from interco.secretariat.urls import requests

urlpatterns: list[URLPattern] = [
    *requests.urlpatterns,
]
