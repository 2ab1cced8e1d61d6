"""Addresses of the committees, by moment. Those before the session come last: they end with `<key>/`, which takes any word."""

from django.urls import URLPattern

from interco.committees.urls import after, before, live

urlpatterns: list[URLPattern] = [*after.urlpatterns, *live.urlpatterns, *before.urlpatterns]
