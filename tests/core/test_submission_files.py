"""A form with a file is known by what the file holds, not by its name and its size alone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from interco.config.demo.organisation import Built
from interco.organisation.models import OrganisationImport

pytestmark = pytest.mark.django_db


def give(cast: Built, content: bytes) -> HttpResponse:
    keeper = Client()
    keeper.force_login(cast.users["secretariat"])
    given = {"file": SimpleUploadedFile("agents.csv", content), "submission_key": "one-key"}
    return keeper.post("/organisation/import", given)  # type: ignore[return-value]


def test_the_same_file_sent_twice_is_one_deposit(cast: Built) -> None:
    first, second = give(cast, b"Service\nEau\n"), give(cast, b"Service\nEau\n")
    assert first.status_code == second.status_code == 302
    assert first.headers["Location"] == second.headers["Location"]
    assert OrganisationImport.objects.count() == 1


def test_another_file_of_the_same_name_and_size_is_refused_and_changes_nothing(cast: Built) -> None:
    assert give(cast, b"Service\nEau\n").status_code == 302
    answer = give(cast, b"Service\nGaz\n")
    assert answer.status_code == 409
    assert "avec un autre contenu" in answer.content.decode()
    assert OrganisationImport.objects.count() == 1
