"""Addresses before the session: bodies, items, agenda, convocation, dossier."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
