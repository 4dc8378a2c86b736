"""The demo books as they are read: whole in both languages, at their level, with tasks that can be solved."""

import io
import re

import pytest
from PIL import Image

from content.demo import books, scenery
from content.demo.book import DemoBook, DemoPage, figures
from content.demo.paint import paint, webp
from content.scene import ChoiceTask, FindTask, SceneDocument, SpellTask, assets_of

PAGES = [(book, page) for book in books.BOOKS for page in book.pages]
NAMED = [f"{book.slug}-{page.number}" for book, page in PAGES]
LONGEST = {"B1": (7, 10), "B2": (10, 13)}
"""Words of a sentence by level, Indonesian and English; English needs its articles."""
SENTENCES = {"B1": (3, 6), "B2": (3, 7)}
MOST_PICTURE = 60_000

each_page = pytest.mark.parametrize(("book", "page"), PAGES, ids=NAMED)
# The names of models stand in for their hashes: what a scene says does not hang on what its pictures look like.
PLACEHOLDER = dict.fromkeys(books.models(), "0" * 64)


def scene(book: DemoBook, page: DemoPage) -> SceneDocument:
    return page.document(book.slug, PLACEHOLDER | {page.picture_name(book.slug): "1" * 64})


def texts(book: DemoBook, page: DemoPage, language: str) -> list[str]:
    """Everything on the page that a child reads or hears."""
    shown = scene(book, page)
    said = [shown.title[language], *shown.story[language], *(node.name[language] for node in shown.nodes)]
    for task in shown.tasks:
        assert task.hint is not None
        said += [task.prompt[language], task.hint[language]]
        said += [option.text[language] for option in task.options] if isinstance(task, ChoiceTask) else []
    assert shown.picture is not None
    return [*said, shown.picture.description[language]]


def test_there_are_two_books_of_at_least_six_pages() -> None:
    assert len(books.BOOKS) == 2
    for book in books.BOOKS:
        assert [page.number for page in book.pages] == list(range(1, len(book.pages) + 1))
        assert 6 <= len(book.pages) <= 8
        assert book.licence == "CC BY 4.0"


@each_page
def test_the_page_says_as_much_in_both_languages(book: DemoBook, page: DemoPage) -> None:
    shown = scene(book, page)
    fewest, most = SENTENCES[book.level]
    assert set(shown.story) == set(book.languages) == {"id", "en"}
    assert len(shown.story["id"]) == len(shown.story["en"])
    assert fewest <= len(shown.story["id"]) <= most
    assert len(texts(book, page, "id")) == len(texts(book, page, "en"))


@each_page
def test_sentences_are_short_enough_for_the_level(book: DemoBook, page: DemoPage) -> None:
    for language, most in zip(("id", "en"), LONGEST[book.level], strict=True):
        for sentence in scene(book, page).story[language]:
            assert len(re.findall(r"[\w'’-]+", sentence)) <= most, sentence
            assert sentence[-1] in ".?”", sentence


@each_page
def test_the_voice_is_calm_and_plain(book: DemoBook, page: DemoPage) -> None:
    for language in book.languages:
        for text in texts(book, page, language):
            assert not re.search(r"[—–!;]|\bsalah\b|\bwrong\b", text, re.IGNORECASE), text
            assert text.count("“") == text.count("”"), text
            assert '"' not in text, text


@each_page
def test_every_page_has_something_that_moves_and_something_to_do(book: DemoBook, page: DemoPage) -> None:
    shown = scene(book, page)
    assert any(node.animation for node in shown.nodes)
    assert len(shown.tasks) >= 1
    for node, spot in zip(shown.nodes, page.spots, strict=True):
        clips = {clip.name for clip in books.cast()[spot.model].clips}
        assert node.animation is None or node.animation in clips


def test_each_book_has_tasks_of_every_kind() -> None:
    for book in books.BOOKS:
        kinds = {type(task) for page in book.pages for task in page.tasks}
        assert kinds == {ChoiceTask, SpellTask, FindTask}


@each_page
def test_what_is_to_be_spelled_or_found_is_on_the_page(book: DemoBook, page: DemoPage) -> None:
    shown = scene(book, page)
    for task in shown.tasks:
        if isinstance(task, SpellTask):
            for language, word in task.word.items():
                told = [*shown.story[language], shown.title[language]]
                assert any(word in line.lower() for line in told), (word, told)
        elif isinstance(task, FindTask):
            # Only one thing answers: no second copy of the model, which a child would be right to tap.
            spots = {spot.id: spot for spot in page.spots}
            twins = [spot for spot in page.spots if spot.model == spots[task.answer].model]
            assert len(twins) == 1


@each_page
def test_the_scene_fits_on_a_page_and_is_cheap_to_draw(book: DemoBook, page: DemoPage) -> None:
    for node in scene(book, page).nodes:
        x, y, z = node.position
        assert abs(x) <= 110
        assert 0 <= y <= 110
        assert abs(z) <= 110
    drawn = sum(1 for spot in page.spots for part in books.cast()[spot.model].parts if part.shape)
    assert drawn <= 30


@each_page
def test_no_model_stands_where_another_stands(book: DemoBook, page: DemoPage) -> None:
    places = [spot.position for spot in page.spots]
    assert len(set(places)) == len(places)


def test_every_picture_is_a_light_webp_and_named_by_its_scene() -> None:
    files = books.pictures()
    assert len(files) == len(PAGES) + len(books.BOOKS)
    for name, data in files.items():
        assert len(data) <= MOST_PICTURE
        with Image.open(io.BytesIO(data)) as picture:
            wanted = books.COVER_SIZE if name.endswith("cover.webp") else books.PAGE_SIZE
            assert (picture.format, picture.size) == ("WEBP", wanted)
            # A picture of something: neither one colour nor noise.
            assert len(set(picture.convert("P", palette=Image.Palette.ADAPTIVE).tobytes())) > 60
    known = set(books.hashes().values())
    for book in books.BOOKS:
        for document in books.documents(book):
            assert assets_of(document) <= known
            assert SceneDocument.model_validate_json(document.model_dump_json()) == document


def test_the_same_page_is_painted_to_the_same_bytes() -> None:
    book = books.BOOKS[0]
    page = book.pages[4]
    everything = books.cast() | scenery.backdrops()
    again = paint(figures(page.spots, page.backdrop, everything), page.view, page.backdrop.weather, *books.PAGE_SIZE)
    assert webp(again) == books.pictures()[page.picture_name(book.slug)]
