"""Addresses after the session: decisions, record, actions."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
