"""Addresses of the committees, by moment: before the session, during it, after it."""

from django.urls import URLPattern

from interco.committees.urls import after, before, live

urlpatterns: list[URLPattern] = [*before.urlpatterns, *live.urlpatterns, *after.urlpatterns]
