"""Addresses of this application: the gallery of components, in the demonstration and the tests only."""

from django.conf import settings
from django.urls import URLPattern

from interco.foundation.core.policies import anyone
from interco.foundation.core.routes import route
from interco.foundation.ui import views

urlpatterns: list[URLPattern] = []
if settings.DEMO or settings.TESTING:
    urlpatterns = [
        route("", views.gallery, policy=anyone, name="gallery"),
        route("seance/", views.gallery_session, policy=anyone, name="gallery_session"),
        route("impression/", views.gallery_print, policy=anyone, name="gallery_print"),
    ]
