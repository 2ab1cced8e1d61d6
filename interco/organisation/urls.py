"""Addresses of the organisation."""

from django.urls import URLPattern

from interco.foundation.core.policies import reader_of_the_organisation as reader
from interco.foundation.core.routes import route
from interco.organisation.views import charts, lists, sheets

urlpatterns: list[URLPattern] = [
    route("organigramme", charts.show, policy=reader, name="chart"),
    route("organigramme.svg", charts.svg, policy=reader, name="chart_svg"),
    route("organigramme.pdf", charts.pdf, policy=reader, name="chart_pdf"),
    route("personnes/", lists.people, policy=reader, name="people"),
    route("postes/", lists.posts, policy=reader, name="posts"),
    route("collectivites/", lists.collectivities, policy=reader, name="collectivities"),
    route("services/<str:key>/", sheets.unit, policy=reader, name="unit"),
    route("postes/<str:key>/", sheets.post, policy=reader, name="post"),
    route("personnes/<str:key>/", sheets.person, policy=reader, name="person"),
]
