"""Addresses of the session itself: presence, timers, rounds, stances."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
