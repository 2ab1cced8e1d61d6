"""Addresses of the general secretariat, by noun."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
