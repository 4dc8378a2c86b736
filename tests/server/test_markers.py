"""Markers in the database and over HTTP: given once, found again, printed."""

import secrets
import threading
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pypdfium2
import pytest
import zxingcpp
from django.contrib.admin.sites import site
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client, RequestFactory

from arlearn.__main__ import main
from arlearn.errors import Problem
from arlearn.lan.origin import reachable_origin
from arlearn.people.actions import add_person, open_library
from arlearn.people.models import Library, Role, User
from content.actions import add_page, create_book, publish_scene, save_draft
from content.models import Book, Page
from content.schemas import NewBook
from markers import actions, queries
from markers.actions import give_markers
from markers.admin import MarkerAdmin, MarkerForm
from markers.cards import NUMBERS as CARDS
from markers.codes import FAR_IN_BOOK, distance
from markers.family import words
from markers.models import Marker

pytestmark = pytest.mark.django_db


@pytest.fixture
def library() -> Library:
    return open_library("Perpustakaan Kota", "kota", "Balikpapan")


@pytest.fixture
def creator(library: Library) -> User:
    return add_person(library, "sari", "kata-sandi-uji", [Role.CREATOR])


@pytest.fixture
def book(library: Library, creator: User) -> Book:
    return new_book(library, creator, "Momo si Beruang", 4)


def new_book(library: Library, creator: User, title: str, pages: int) -> Book:
    book = create_book(creator, NewBook(library=library.id, title=title, level="B1", languages=["id"]))
    for number in range(1, pages + 1):
        add_page(creator, book, number)
    return book


def publish(creator: User, page: Page) -> None:
    scene = {"version": 1, "title": {"id": "Hutan"}, "story": {"id": ["Momo bangun."]}}
    save_draft(creator, page, page.scene.draft_version, scene)
    publish_scene(creator, page)


@pytest.fixture
def signed_in(creator: User) -> Client:
    client = Client()
    client.force_login(creator)
    return client


def refused(code: str) -> Any:
    return pytest.raises(Problem, match=rf"^{code}:")


def test_M42_whose_marker_bears_a_word_can_be_asked_once_its_page_is_published(book: Book, creator: User) -> None:
    [marker, *_] = actions.assign(creator, book.id)
    client = Client()
    asked = f"/api/markers/numbers/{marker.number}"
    for nobody in ("/api/markers/numbers/8191", f"/api/markers/numbers/{10**30}"):
        assert client.get(nobody).json()["code"] == "marker_unknown"
    # It is one of this server's all the same: a page that is still being made is no stranger's.
    assert client.get(asked).json()["code"] == "marker_unpublished"
    publish(creator, book.pages.get(number=1))
    assert client.get(asked).json() == {"code": marker.code, "book": str(book.id), "title": "Momo si Beruang"}
    packed = client.get("/api/markers/families/ring13")
    assert "immutable" in packed["Cache-Control"]
    assert int.from_bytes(packed.content[6 * marker.number :][:6]) == words()[marker.number]
    assert len(packed.content) == 6 * len(words())
    assert client.get("/api/markers/families/ring14").status_code in (404, 422)


def test_M4_every_page_without_a_marker_gets_one_and_no_page_a_second(book: Book, creator: User) -> None:
    first = actions.assign(creator, book.id)
    assert sorted(marker.page.number for marker in first if marker.page) == [1, 2, 3, 4]
    assert actions.assign(creator, book.id) == []
    page = add_page(creator, book, 9)
    assert [marker.page for marker in actions.assign(creator, book.id)] == [page]


@pytest.mark.django_db(transaction=True)
def test_M4_two_who_assign_at_once_give_each_page_one(library: Library, creator: User) -> None:
    books = [new_book(library, creator, title, 12) for title in ("Satu", "Dua")]
    start, failed = threading.Barrier(6), []

    def assign(book: Book) -> None:
        try:
            start.wait(10)
            give_markers(book)
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=assign, args=[book]) for book in books * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not failed
    assert Marker.objects.count() == 24
    assert all(page.markers.count() == 1 for page in Page.objects.all())


def test_M3_a_word_and_a_code_outlive_page_and_library(book: Book, library: Library, creator: User) -> None:
    printed = {(marker.code, marker.number) for marker in give_markers(book)}
    library.delete()
    assert not Page.objects.exists()
    assert {(marker.code, marker.number) for marker in Marker.objects.all()} == printed
    another = open_library("Taman Baca", "taman", "Probolinggo")
    writer = add_person(another, "budi", "kata-sandi-uji", [Role.CREATOR])
    later = give_markers(new_book(another, writer, "Kuda Bromo", 3))
    assert not {marker.number for marker in later} & {number for _, number in printed}
    assert not {marker.code for marker in later} & {code for code, _ in printed}
    with refused("marker_unpublished"):
        queries.target_of(min(printed)[0])


def test_M40_no_page_gets_a_word_of_the_cards(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    # The cards' words are drawn first, were they among those that are drawn from.
    monkeypatch.setattr(secrets.SystemRandom, "sample", lambda _self, numbers, _count: sorted(numbers, reverse=True))
    assert not {marker.number for marker in give_markers(book)} & set(CARDS)


def test_M44_who_begins_anew_gets_other_words(library: Library, creator: User) -> None:
    drawn = []
    for title in ("Satu", "Dua"):
        drawn.append({marker.number for marker in give_markers(new_book(library, creator, title, 12))})
        Marker.objects.all().delete()
    assert len(drawn[0] & drawn[1]) < 6


def test_M2_a_book_gets_words_that_are_far_apart(library: Library, creator: User) -> None:
    give_markers(new_book(library, creator, "Buku besar", 250))
    book = new_book(library, creator, "Buku berikutnya", 30)
    give_markers(book)
    numbers = queries.numbers_in(book)
    assert max(numbers) > 256
    for place, number in enumerate(numbers):
        assert all(distance(words()[number], words()[other]) >= FAR_IN_BOOK for other in numbers[:place])


def test_M2_a_marker_does_not_go_where_another_looks_like_it(book: Book, library: Library, creator: User) -> None:
    target = new_book(library, creator, "Tujuan", 1).pages.get()
    number = 300
    alike = next(n for n in range(300, 8192) if n != number and distance(words()[n], words()[number]) < FAR_IN_BOOK)
    Marker.objects.create(code="ADADAD", number=alike, page=target)
    [page, other_page] = book.pages.all()[:2]
    marker = Marker.objects.create(code="BDBDBD", number=number, page=page)
    actions.point_at(marker, other_page)
    with refused("markers_too_alike"):
        actions.point_at(marker, target)
    marker.refresh_from_db()
    assert marker.page == other_page
    form = MarkerForm({"page": str(target.pk)}, instance=marker)
    assert not form.is_valid()
    assert "terlalu mirip" in str(form.errors["page"])


def test_a_server_without_words_left_says_so(book: Book) -> None:
    Marker.objects.bulk_create(Marker(code=f"T{number}", number=number) for number in range(len(words()) - 2))
    with refused("markers_exhausted"):
        give_markers(book)
    assert not Marker.objects.filter(page__book=book).exists()


def test_M7_what_a_code_opens(book: Book, creator: User, client: Client) -> None:
    first, second = give_markers(book)[:2]
    assert first.page
    publish(creator, first.page)
    opened = client.get(f"/api/markers/{first.code.lower()}")
    assert opened.json() == {"code": first.code, "page": str(first.page_id), "book": str(book.id)}
    still = client.get(f"/api/markers/{second.code}", HTTP_ACCEPT_LANGUAGE="en")
    assert (still.status_code, still.json()["code"]) == (409, "marker_unpublished")
    assert "still being made" in still.json()["message"]
    unknown = client.get("/api/markers/ZZZZZZ")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "marker_unknown")
    assert unknown.json()["message"].startswith("Kode ini tidak dikenal di server ini")


def test_a_tracker_is_told_the_words_of_published_pages_only(book: Book, creator: User, client: Client) -> None:
    first = give_markers(book)[0]
    assert client.get(f"/api/markers/books/{book.id}").json() == {"book": str(book.id), "markers": []}
    assert first.page
    publish(creator, first.page)
    [told] = client.get(f"/api/markers/books/{book.id}").json()["markers"]
    assert told == {"code": first.code, "word": f"{words()[first.number]:012x}", "page": str(first.page_id)}
    assert client.get(f"/api/markers/books/{creator.pk:032x}").status_code == 404


def test_only_creators_of_the_library_assign_and_print(book: Book, library: Library) -> None:
    address = f"/api/markers/books/{book.id}"
    add_person(library, "guru", "kata-sandi-uji", [Role.EDUCATOR])
    add_person(open_library("Lain", "lain"), "orang-lain", "kata-sandi-uji", [Role.CREATOR])
    for name, status in ((None, 401), ("guru", 403), ("orang-lain", 404)):
        client = Client()
        if name:
            client.force_login(User.objects.get(username=name))
        assert client.post(f"{address}/assign").status_code == status
        assert client.get(f"{address}/assigned").status_code == status
        assert client.get(f"{address}/sheet.pdf").status_code == status
    assert not Marker.objects.exists()


def test_another_site_assigns_nothing_for_a_creator(book: Book, creator: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(creator)
    assert browser.post(f"/api/markers/books/{book.id}/assign").json()["code"] == "page_too_old"
    assert not Marker.objects.exists()


@pytest.mark.parametrize("code", ["%00", "A%00B", "%FF", "%F0%9F%90%BB", "A" * 300])
def test_what_is_no_code_is_an_unknown_marker(code: str) -> None:
    assert Client().get(f"/api/markers/{code}").json()["code"] == "marker_unknown"


def test_a_sheet_over_http(book: Book, signed_in: Client) -> None:
    address = f"/api/markers/books/{book.id}"
    assert signed_in.get(f"{address}/sheet.pdf").json()["code"] == "no_markers"
    assigned = signed_in.post(f"{address}/assign").json()
    assert signed_in.get(f"{address}/assigned").json() == assigned
    answer = signed_in.get(f"{address}/sheet.pdf?size=40&paper=f4", headers={"host": "192.168.7.7:8000"})
    assert answer["Content-Type"] == "application/pdf"
    assert "momo-si-beruang-40mm-f4.pdf" in answer["Content-Disposition"]
    page = pypdfium2.PdfDocument(answer.content)[0]
    assert page.get_size() == pytest.approx((215 / 25.4 * 72, 330 / 25.4 * 72), abs=0.01)
    assert qr_texts(answer.content) == [f"HTTP://192.168.7.7:8000/M/{marker['code']}" for marker in assigned]
    for wrong, code in (
        ("size=x", "invalid"),
        ("paper=a5", "invalid"),
        ("kind=mug", "invalid"),
        ("size=50", "print_size"),
    ):
        assert signed_in.get(f"{address}/sheet.pdf?{wrong}").json()["code"] == code
    assert signed_in.get(f"{address}/sheet.exe").json()["code"] == "invalid"


def test_M30_every_kind_over_http_as_pdf_and_as_svg(book: Book, signed_in: Client) -> None:
    give_markers(book)
    address = f"/api/markers/books/{book.id}/sheet"
    kinds = signed_in.get("/api/markers/prints/kinds").json()
    assert [kind["kind"] for kind in kinds] == ["sheet", "stickers", "labels", "bookmark", "single", "poster"]
    for kind in kinds:
        asked = f"kind={kind['kind']}&paper={kind['papers'][-1]}&size={kind['sizes'][-1]}&page=2"
        pdf = signed_in.get(f"{address}.pdf?{asked}")
        code = Marker.objects.get(page__number=2).code
        document = pypdfium2.PdfDocument(pdf.content)
        assert code in document[len(document) - 1].get_textpage().get_text_range()
    # Bought labels come with a trial sheet, and so in an archive.
    for name, content_type in (("single", "image/svg+xml"), ("labels", "application/zip")):
        assert signed_in.get(f"{address}.svg?kind={name}&page=2")["Content-Type"] == content_type
    labels = next(kind for kind in kinds if kind["kind"] == "labels")
    assert {grid["paper"] for grid in labels["grids"]} == set(labels["papers"]) == {"a4", "letter"}
    refused = signed_in.get(f"{address}.pdf?kind=labels&paper=f4", headers={"accept-language": "en"})
    assert (refused.status_code, refused.json()["code"]) == (422, "print_paper")
    assert signed_in.get(f"{address}.pdf?page=77").json()["code"] == "print_page"


def test_prints_of_own_libraries_can_be_recognised(book: Book, library: Library, signed_in: Client) -> None:
    other = open_library("Lain", "lain")
    give_markers(new_book(other, add_person(other, "orang-lain", "kata-sandi-uji", [Role.CREATOR]), "Kuda", 2))
    mine = give_markers(book)
    told = signed_in.get("/api/markers/prints/markers").json()
    assert [one["code"] for one in told] == [marker.code for marker in mine]
    assert told[0]["book_title"] == book.title
    assert told[0]["page_number"] == 1
    assert told[0]["word"] == f"{words()[mine[0].number]:012x}"
    guest = Client()
    assert guest.get("/api/markers/prints/markers").status_code == 401
    guest.force_login(add_person(library, "guru", "kata-sandi-uji", [Role.EDUCATOR]))
    assert guest.get("/api/markers/prints/markers").json() == []


def qr_texts(pdf: bytes) -> list[str]:
    """What the QR codes say, from top to bottom and left to right."""
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=6, grayscale=True).to_pil()
    found = [one for one in zxingcpp.read_barcodes(picture) if one.format == zxingcpp.BarcodeFormat.QRCode]
    return [one.text for one in sorted(found, key=lambda one: (one.position.top_left.y // 50, one.position.top_left.x))]


def test_a_drafts_title_is_printed_whatever_the_draft_holds(book: Book, creator: User, signed_in: Client) -> None:
    pages = list(book.pages.all())
    for page, title in zip(pages, ({"id": "Bekas cakar"}, {"id": 7}, ["?"], {"en": "Claw"}), strict=True):
        save_draft(creator, page, 0, {"version": 1, "title": title})
    give_markers(book)
    pdf = signed_in.get(f"/api/markers/books/{book.id}/sheet.pdf").content
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    assert "Bekas cakar" in text
    assert "Claw" in text


def test_a_printed_address_reaches_beyond_this_machine(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from ipaddress import ip_address

    monkeypatch.setattr("arlearn.lan.origin.local_addresses", lambda: [ip_address("192.168.4.5")])
    request = RequestFactory().get
    assert reachable_origin(request("/", headers={"host": "localhost:8000"})) == "http://192.168.4.5:8000"
    assert reachable_origin(request("/", headers={"host": "127.0.0.1:8000"})) == "http://192.168.4.5:8000"
    assert reachable_origin(request("/", headers={"host": "10.1.1.1:8000"})) == "http://10.1.1.1:8000"
    settings.PUBLIC_URL = "https://baca.example"
    assert urlsplit(reachable_origin(request("/"))).netloc == "baca.example"


def test_the_command_writes_a_sheet(book: Book, tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "sheet.pdf"
    command = ["markers", "sheet", book.slug, "--size", "60", "--paper", "a4", "-o", str(file)]
    assert main([*command, "--address", "http://10.0.0.2:8000"]) == 0
    codes = [marker.code for marker in Marker.objects.order_by("page__number")]
    assert qr_texts(file.read_bytes()) == [f"HTTP://10.0.0.2:8000/M/{code}" for code in codes]
    assert main(["markers", "sheet", "tidak-ada", "-o", str(file)]) == 2
    assert f"there is no book 'tidak-ada'; there are: {book.slug}" in capsys.readouterr().err
    assert main(["markers", "sheet", book.slug, "-o", str(tmp_path / "no" / "folder.pdf")]) == 2
    assert "No such file" in capsys.readouterr().err


def test_M32_the_command_prints_every_kind_and_refuses_what_does_not_fit(
    book: Book, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def sheet(*options: str, to: str = "sheet.pdf") -> int:
        address = ["--address", "http://10.0.0.2:8000"]
        return main(["markers", "sheet", book.slug, *options, *address, "-o", str(tmp_path / to)])

    for kind in ("stickers", "labels", "bookmark", "single", "poster"):
        assert sheet("--kind", kind, "--paper", "letter", to=f"{kind}.pdf") == 0
        pages = pypdfium2.PdfDocument((tmp_path / f"{kind}.pdf").read_bytes())
        assert pages[0].get_size() == pytest.approx((612, 792), abs=0.01)
    assert sheet("--kind", "single", to="each.svg") == 0
    assert sorted(file.name for file in tmp_path.glob("*.svg")) == [
        "each-2.svg",
        "each-3.svg",
        "each-4.svg",
        "each.svg",
    ]
    assert sheet("--kind", "poster", "--format", "svg", to="poster") == 0
    assert (tmp_path / "poster").read_text().startswith("<svg ")
    capsys.readouterr()
    for options, says in (
        (("--size", "50"), "Sizes that do: 60, 40 mm"),
        (("--kind", "labels", "--paper", "f4"), "Papers that do: a4, letter"),
        (("--kind", "labels", "--grid", "3x8"), "Those that do: 3x6, 3x5"),
        (("--page", "9"), "Page 9 of this book has no marker"),
    ):
        assert sheet(*options) == 2
        assert says in capsys.readouterr().err
    assert sheet(to="sheet.doc") == 2
    assert "--format" in capsys.readouterr().err
    for options in (("--kind", "mug"), ("--paper", "a5"), ("--format", "png")):
        with pytest.raises(SystemExit, match="2"):
            sheet(*options)


def test_the_admin_site_shows_markers_and_keeps_them(book: Book, creator: User) -> None:
    marker = give_markers(book)[0]
    creator.is_staff = creator.is_superuser = True
    creator.save()
    client = Client()
    client.force_login(creator)
    assert marker.code in client.get("/admin/markers/marker/").content.decode()
    target = book.pages.get(number=4)
    Marker.objects.filter(page=target).update(page=None)
    address = f"/admin/markers/marker/{marker.code}/change/"
    assert client.post(address, {"page": str(target.pk), "number": "7"}).status_code == 302
    kept = Marker.objects.get(code=marker.code)
    assert (kept.page, kept.number) == (target, marker.number)
    admin = MarkerAdmin(Marker, site)
    request = RequestFactory().get("/")
    request.user = creator
    assert not admin.has_delete_permission(request, marker)
    assert not admin.has_add_permission(request)


def test_the_migration_is_complete() -> None:
    assert connection.introspection.table_names()
    call_command("makemigrations", "markers", check=True, dry_run=True, verbosity=0)
