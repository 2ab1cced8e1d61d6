"""The home page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def to_do(request: HttpRequest) -> HttpResponse:
    """What I owe today."""
    return render(request, "cockpit/to_do.html")
