"""The org chart and the sheets as pages."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from benchmarks.sets.agents import hire
from benchmarks.sets.sizes import Size
from interco.config.demo.organisation import Built
from interco.organisation.models import Person, Unit
from interco.organisation.queries.chart import rows_on, sums_beyond
from tests.matrix.principals import BACKEND


@pytest.fixture
def browser(cast: Built) -> Client:
    """A director's browser."""
    client = Client()
    client.force_login(cast.users["dost"], backend=BACKEND)
    return client


def test_the_chart_of_today_shows_units_heads_and_vacancies(browser: Client) -> None:
    content = browser.get("/organisation/organigramme?au=2026-12-07").content.decode()
    for shown in ("DOST", "Rosalie Gommier", "Secrétariat général", "chef de service à pourvoir"):
        assert shown in content


def test_two_days_compared_tell_what_moved(browser: Client) -> None:
    content = browser.get("/organisation/organigramme?au=2027-02-01&compare=2026-12-07").content.decode()
    assert "Évaluation des politiques, de DGA Juridique et Finances à DOST." in content
    assert "Basile Corossol" in content


def test_two_days_asked_backwards_are_told_forwards(browser: Client) -> None:
    forwards, backwards = (
        browser.get(f"/organisation/organigramme?au={day}&compare={other}").content.decode()
        for day, other in (("2027-02-01", "2026-12-07"), ("2026-12-07", "2027-02-01"))
    )
    assert "Évaluation des politiques, de DGA Juridique et Finances à DOST." in backwards
    assert "passe à DOST" in backwards
    aside = backwards.split("<aside", 1)[1].split("</aside>")[0]
    assert aside == forwards.split("<aside", 1)[1].split("</aside>")[0]
    alone = backwards.split("Ne plus comparer")[0].rsplit('href="', 1)[1]
    assert alone.startswith("?au=2027-02-01")
    assert "compare" not in alone.split('"')[0]


def test_a_chart_whose_posts_are_counted_costs_as_many_queries_whatever_their_number(
    browser: Client, cast: Built
) -> None:
    counts = []
    for size in (Size(agents=650, branching=(3, 2)), Size(agents=700, branching=(3, 2))):  # past POSTS_IN_LIST
        hire(cast, size)
        browser.get("/organisation/organigramme")
        with CaptureQueriesContext(connection) as queries:
            assert browser.get("/organisation/organigramme").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_posts_counted_by_the_database_give_the_figures_of_posts_read_one_by_one(cast: Built) -> None:
    hire(cast, Size(agents=650, branching=(3, 2)))
    day, units, people = date(2026, 12, 7), Unit.objects.all(), Person.objects.all()
    sums = sums_beyond(600, units, day)
    assert sums is not None
    counted, read = rows_on(units, {day}, people, sums=sums).on(day), rows_on(units, {day}, people).on(day)
    assert counted.totals() == read.totals()
    assert counted.full_fte == read.full_fte
    assert {unit: counted.post_count(unit) for unit in read.units} == {
        unit: read.post_count(unit) for unit in read.units
    }
    assert {unit: counted.head(unit) for unit in read.units} == {unit: read.head(unit) for unit in read.units}
    assert len(counted.posts) < len(read.posts)
    assert sums_beyond(10_000, units, day) is None


@pytest.mark.parametrize("query", ["au=hier", "au=2026-13-45", "au=0001-01-01", "compare=%00", "au=9999-12-31"])
def test_an_impossible_date_is_told(browser: Client, query: str) -> None:
    assert browser.get(f"/organisation/organigramme?{query}").status_code in {400, 422}


def test_the_drawing_downloads_alone_with_its_own_style(browser: Client) -> None:
    answer = browser.get("/organisation/organigramme.svg?au=2026-12-07")
    assert answer.headers["Content-Type"].startswith("image/svg+xml")
    assert "<style>" in answer.content.decode()
    assert "attachment" in answer.headers["Content-Disposition"]


def test_the_sheets_tell_today_and_the_history(browser: Client, cast: Built) -> None:
    unit = browser.get(f"/organisation/services/{cast.units['evaluation'].public_id}/?au=2026-12-07").content.decode()
    assert "Contrôle de gestion" in unit
    post = browser.get(f"/organisation/postes/{cast.posts['finances'].public_id}/").content.decode()
    assert "Apolline Cannelle" in post
    person = browser.get(f"/organisation/personnes/{cast.people['grands_travaux'].public_id}/").content.decode()
    assert "Intérim" in person


@pytest.mark.parametrize("who", ["administrateur"])
def test_technical_accounts_see_no_organisation(cast: Built, who: str) -> None:
    client = Client()
    client.force_login(cast.users[who], backend=BACKEND)
    assert client.get("/organisation/organigramme").status_code == 403


def test_a_commune_does_not_see_the_people_of_another(cast: Built) -> None:
    client = Client()
    client.force_login(cast.users["dgs_schoelcher"], backend=BACKEND)
    other = cast.people["dgs_lamentin"].public_id
    assert client.get(f"/organisation/personnes/{other}/").status_code == 404
    assert client.get(f"/organisation/personnes/{cast.people['dgs_schoelcher'].public_id}/").status_code == 200


def test_the_list_says_what_the_drawing_says(browser: Client) -> None:
    content = browser.get("/organisation/organigramme?au=2026-12-07&vue=liste").content.decode()
    for shown in ("Secrétariat général", "Rosalie Gommier", "Chef de service", "vacant", "intérim"):
        assert shown in content


@pytest.mark.parametrize(
    "said", [{"Sec-CH-UA-Mobile": "?1"}, {"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0) Mobile/15E148"}]
)
def test_a_phone_opens_on_the_list_and_may_ask_for_the_drawing(browser: Client, said: dict[str, str]) -> None:
    address = "/organisation/organigramme?au=2026-12-07"
    listed, drawn = (browser.get(address + more, headers=said).content.decode() for more in ("", "&vue=arbre"))
    assert 'class="outline"' in listed
    assert "chart-scroll" not in listed
    assert "vue=arbre" in listed
    assert "chart-scroll" in drawn
    assert 'name="vue" value="arbre"' in drawn, "another day keeps the choice"
    assert "chart-scroll" in browser.get(address).content.decode()


def test_a_unit_that_left_is_still_drawn_where_it_stood(browser: Client) -> None:
    content = browser.get("/organisation/organigramme?au=2027-02-01&compare=2026-12-07").content.decode()
    assert "passe à DOST" in content
    assert "arrived" in content


@pytest.mark.parametrize("sheet", ["a3", "a4"])
def test_the_print_is_a_pdf_that_holds_the_words_of_the_drawing(browser: Client, sheet: str) -> None:
    answer = browser.get(f"/organisation/organigramme.pdf?au=2026-12-07&format={sheet}")
    assert answer.headers["Content-Type"] == "application/pdf"
    document = PdfReader(BytesIO(answer.content))
    words = " ".join(page.extract_text() for page in document.pages)
    assert "Communication" in words
    assert "Rosalie Gommier" in words
    width, height = document.pages[0].mediabox.width, document.pages[0].mediabox.height
    assert (round(width), round(height)) == ((1191, 842) if sheet == "a3" else (842, 595))


def test_a_print_on_an_unknown_sheet_is_refused(browser: Client) -> None:
    assert browser.get("/organisation/organigramme.pdf?format=a0").status_code == 422


@pytest.mark.parametrize(
    "page", ["personnes/", "postes/", "postes/?vue=vacants", "collectivites/", "personnes/?q=gommier"]
)
def test_the_lists_cost_as_many_queries_with_many_as_with_few(browser: Client, cast: Built, page: str) -> None:
    counts = []
    for size in (Size(), Size(agents=200, branching=(2,))):
        hire(cast, size)
        browser.get(f"/organisation/{page}")
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(f"/organisation/{page}").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_person_is_found_by_name_and_a_vacant_post_in_its_list(browser: Client) -> None:
    assert "Rosalie Gommier" in browser.get("/organisation/personnes/?q=gomm ros").content.decode()
    vacant = browser.get("/organisation/postes/?vue=vacants&au=2026-12-07").content.decode()
    assert "Finances" in vacant
    assert "Rosalie" not in vacant.split("<main", 1)[1]


def test_the_communes_are_listed_with_their_inhabitants(browser: Client) -> None:
    content = browser.get("/organisation/collectivites/").content.decode()
    assert "Schœlcher" in content
    assert "19\u202f342" in content


def test_those_who_keep_the_organisation_open_units_and_import_from_the_chart(browser: Client, cast: Built) -> None:
    gestures = ("/organisation/services/nouveau", "/organisation/import")
    reader = Client()
    reader.force_login(cast.users["agent_rh"])
    keeper = Client()
    keeper.force_login(cast.users["secretariat"])
    pages = {one: one.get("/organisation/organigramme").content.decode() for one in (reader, keeper)}
    assert not [address for address in gestures if f'href="{address}' in pages[reader]]
    assert [pages[keeper].count(f'href="{address}') for address in gestures] == [1, 1]
