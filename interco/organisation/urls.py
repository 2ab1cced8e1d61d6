"""Addresses of the organisation."""

from django.urls import URLPattern

from interco.foundation.core.policies import reader_of_the_organisation
from interco.foundation.core.routes import route
from interco.organisation.views import charts, sheets

urlpatterns: list[URLPattern] = [
    route("organigramme", charts.chart, policy=reader_of_the_organisation, name="chart"),
    route("organigramme.svg", charts.svg, policy=reader_of_the_organisation, name="chart_svg"),
    route("services/<str:key>/", sheets.unit, policy=reader_of_the_organisation, name="unit"),
    route("postes/<str:key>/", sheets.post, policy=reader_of_the_organisation, name="post"),
    route("personnes/<str:key>/", sheets.person, policy=reader_of_the_organisation, name="person"),
]
