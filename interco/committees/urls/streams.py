"""Addresses of the live streams, served by the event loop (`config/asgi.py`)."""

from django.urls import URLPattern

from interco.committees.views import live_stream
from interco.foundation.core.policies import signed_in
from interco.foundation.core.routes import route

urlpatterns: list[URLPattern] = [
    route("<str:key>", live_stream.meeting, policy=signed_in, name="session_stream"),
]
