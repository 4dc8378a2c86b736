"""The child's camera in all its moods: lenses, lamp, refusals, sizes, crowds, strangers, heat."""

import urllib.request
from collections.abc import Callable

from playwright.sync_api import Page, expect

from markers.family import words
from tests.browser.reading import BOOK, axe, begin, fetch, hide, state, until
from tests.browser.stills import registered, show, view, word
from tests.recording import Recorder
from tests.running import RunningServer

INSTAGRAM = (
    "Mozilla/5.0 (Linux; Android 13; SM-A045F Build/TP1A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 "
    "Chrome/120.0.0.0 Mobile Safari/537.36 Instagram 309.0.0.40.113 Android"
)
Open = Callable[..., Page]


def compressed(url: str, encoding: str) -> int:
    """Bytes of a file as they travel."""
    asked = urllib.request.Request(url, headers={"Accept-Encoding": encoding})
    with urllib.request.urlopen(asked) as answer:
        return len(answer.read())


def test_R19_R96_the_camera_loads_little_its_lens_is_remembered_and_the_lamp_obeys(
    open_book: Open, own: list[dict[str, str]], recorded: Recorder
) -> None:
    lenses = """;camera.lenses = [{ id: 'back', label: 'belakang', lamp: true },
        { id: 'wide', label: 'lebar', lamp: false }, { id: 'front', label: 'depan', lamp: false }];"""
    page = open_book(lenses)
    show(page, view([(word(own[0]), 0, 0)]))
    begin(page, camera=True)
    registered(page)
    asked = {url for url in recorded.requests if url.startswith("http") and "/media/" not in url}
    # A camera has a safe address, and there every browser takes brotli.
    sizes = {url: compressed(url, "br") for url in asked}
    [module] = [url for url in sizes if url.endswith(".wasm")]
    assert 20_000 < compressed(module, "gzip") < 60_000
    assert sum(sizes.values()) < 350_000, sizes
    assert page.evaluate("camera.opened.at(-1).facingMode.ideal") == "environment"
    lamp = page.locator("[data-action=lamp]")
    lamp.click()
    expect(lamp).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("camera.lamp") is True
    lamp.click()
    expect(lamp).to_have_attribute("aria-pressed", "false")
    page.click("[data-action=lens]")
    until(page, "camera.tracks.at(-1).getSettings().deviceId === 'wide'")
    assert page.evaluate("camera.tracks.slice(0, -1).every((track) => track.readyState === 'ended')")
    expect(lamp).to_have_count(0)
    # The next day, and the day on which that lens is gone.
    for left, opened in (("", "wide"), (";camera.lenses.splice(1, 1);", "back")):
        page.add_init_script(left)
        page.reload()
        show(page, view([(word(own[0]), 0, 0)]))
        begin(page, camera=True)
        registered(page)
        assert page.evaluate("camera.tracks.at(-1).getSettings().deviceId") == opened
        assert page.evaluate("camera.tracks.filter((track) => track.readyState === 'live').length") == 1


def test_R51_why_there_is_no_camera_is_said_and_it_can_be_tried_again(
    open_book: Open, own: list[dict[str, str]]
) -> None:
    page = open_book(";camera.refuses = 'NotFoundError';")
    begin(page, camera=True)
    expect(page.locator("[data-problem=camera_none]")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-rung", "photo")
    assert axe(page) == []
    page.evaluate("camera.refuses = 'NotReadableError'")
    page.click("[data-action=again]")
    expect(page.locator("[data-problem=camera_busy]")).to_be_visible()
    expect(page.locator("[data-problem]")).to_have_count(1)
    page.evaluate("camera.refuses = null")
    show(page, view([(word(own[0]), 0, 0)]))
    page.click("[data-action=again]")
    registered(page)
    expect(page.locator("[data-problem]")).to_have_count(0)
    assert state(page)["rung"] == "live"


def test_R52_inside_another_app_the_way_to_a_browser_is_shown(open_book: Open) -> None:
    page = open_book(";camera.refuses = 'NotAllowedError';", user_agent=INSTAGRAM)
    begin(page, camera=True)
    help_ = page.locator("[data-problem=in_app]")
    expect(help_).to_contain_text("Instagram")
    expect(page.locator("[data-action=copy]")).to_be_visible()
    assert (page.locator("[data-action=chrome]").get_attribute("href") or "").startswith("intent://127.0.0.1")
    assert axe(page) == []
    page.click("[data-action=without]")
    expect(page.locator("html")).to_have_attribute("data-photo", "ask")


def test_R96_the_page_stays_registered_whatever_the_picture(open_book: Open, own: list[dict[str, str]]) -> None:
    """A phone that is turned over, a very small camera, and sixty markers in one view."""
    page = open_book()
    begin(page, camera=True)
    one = [(word(own[0]), 0.0, 0.0)]
    for size in ((640, 480), (480, 640), (640, 480)):
        show(page, view(one, size))
        registered(page, size)
    show(page, view(one, (160, 120), distance=150))
    registered(page, (160, 120), distance=150, within=10)
    # Ours a little off the middle, and 59 of no book here; then ours is gone.
    ours = (4, 2)
    grid = [(x, y) for y in range(6) for x in range(10)]
    crowd = [
        (word(own[1]) if at == ours else words()[-1 - i], 30.0 * (at[0] - ours[0]), 30.0 * (at[1] - ours[1]))
        for i, at in enumerate(grid)
    ]
    show(page, view(crowd, (1280, 720), distance=260, side=26, lean=5))
    expect(page.locator("html")).to_have_attribute("data-marker", own[1]["code"])
    until(page, "camera.poses.filter(({t, width, height}) => t && width / height > 1.7).length > 5", within=30)
    assert state(page)["tracking"] == "tracking"
    assert "stranger" not in state(page)


def test_R94_a_strangers_marker_is_named_and_another_sites_code_is_nothing(
    open_book: Open, shared_server: RunningServer, own: list[dict[str, str]]
) -> None:
    other = next(one for one in fetch(f"{shared_server.url}/api/books") if one["slug"] != BOOK)
    foreign = fetch(f"{shared_server.url}/api/markers/books/{other['id']}")["markers"][0]
    page = open_book()
    page.evaluate(
        """() => { const { dataset } = document.documentElement; camera.told = [];
        new MutationObserver(() => camera.told.push(dataset.stranger ?? null))
          .observe(document.documentElement, { attributeFilter: ['data-stranger'] }); }"""
    )
    html, hint = page.locator("html"), page.locator(".hint.stranger")
    begin(page, camera=True)
    before = state(page)["scene"]
    show(page, view([(word(foreign), 0, 0)]))
    expect(html).to_have_attribute("data-stranger", foreign["code"])
    expect(hint).to_contain_text(f"Ini tanda dari buku “{other['title']}”.")
    expect(hint.locator("a")).to_have_attribute("href", f"/m/{foreign['code']}")
    assert axe(page) == []
    show(page, view([(words()[-1], 0, 0)]))
    expect(html).to_have_attribute("data-stranger", "unknown")
    expect(hint).to_contain_text("bukan dari buku yang ada di sini")
    expect(hint.locator("a")).to_have_count(0)
    show(page, view([(None, 0, 0)], text="HTTPS://EXAMPLE.ORG/"))
    expect(html).not_to_have_attribute("data-stranger", "unknown")
    until(page, "camera.poses.length >= 30", within=60)
    assert {(one["t"] is None, one["state"]) for one in page.evaluate("camera.poses")} == {(True, "searching")}
    assert state(page)["scene"] == before
    # A slow machine may lose sight of one for a moment and name it again.
    told = "camera.told.filter((one) => one !== null).filter((one, i, all) => one !== all[i - 1])"
    assert page.evaluate(told) == [foreign["code"], "unknown"]
    show(page, view([(word(own[2]), 0, 0), (word(foreign), 85, 0)]))
    expect(html).to_have_attribute("data-scene", own[2]["page"])
    assert page.evaluate(f"{told}.length") == 2


# Whenever a canvas is taken away: whether the other one bears a picture at that moment.
PICTURES = """() => { window.pictures = [];
  new MutationObserver((changes) => { for (const { removedNodes } of changes) for (const gone of removedNodes) {
    if (!gone.matches?.('canvas.scene')) continue;
    const pen = Object.assign(document.createElement('canvas'), { width: 8, height: 8 }).getContext('2d');
    pen.drawImage(document.querySelector('canvas.scene'), 0, 0, 8, 8);
    window.pictures.push(pen.getImageData(4, 2, 1, 1).data[3] === 255);
  } }).observe(document.querySelector('.stage'), { childList: true }); }"""


def test_R95_R115_a_hot_phone_lets_the_camera_rest_until_the_child_wants_it(
    open_book: Open, own: list[dict[str, str]]
) -> None:
    """The browser's own word for it, and a clock that runs faster than the real one."""
    page = open_book(
        """;(() => {
        const real = performance.now.bind(performance); let ahead = 0; performance.now = () => real() + ahead;
        window.PressureObserver = class {
          constructor(hear) { window.heat = () => { ahead += 11_000; hear([{ state: 'critical' }]); }; }
          async observe() {} disconnect() {}
        }; })();"""
    )
    show(page, view([(word(own[1]), 0, 0)]))
    begin(page, camera=True)
    registered(page)
    html = page.locator("html")
    page.evaluate(PICTURES)
    wishes = "camera.wishes.filter(({width}) => width).map(({width, frameRate}) => [width.ideal, frameRate.ideal])"
    for _ in range(30):
        page.evaluate("heat()")
        page.wait_for_timeout(100)
        if html.get_attribute("data-camera") == "resting":
            break
    expect(html).to_have_attribute("data-camera", "resting")
    assert page.evaluate(wishes)[-1] == [640, 15]
    # Smooth edges were given up on the way, on another canvas, and the stage was never empty for it.
    assert page.evaluate("window.pictures") == [True]
    assert page.locator("canvas.scene").count() == 1
    assert page.evaluate("camera.tracks.every((track) => track.readyState === 'ended')")
    expect(page.locator(".hint")).to_contain_text("istirahat")
    expect(page.locator(".rung-note")).to_be_hidden()
    assert axe(page) == []
    # The educator is told that it reads. Another page stands on its sheet, drawn without the camera.
    assert "tracking" not in state(page)
    drawn = page.evaluate("document.querySelector('canvas.scene').drawn")
    page.click("[data-action=back]")
    expect(html).to_have_attribute("data-scene", own[0]["page"])
    until(page, f"document.querySelector('canvas.scene').drawn > {drawn} + 3")
    # A look elsewhere and back does not take it again; the child's finger does.
    opened = page.evaluate("camera.opened.length")
    hide(page)
    hide(page, hidden=False)
    assert page.evaluate("camera.opened.length") == opened
    page.evaluate("camera.poses.length = 0")
    page.click("[data-action=wake]")
    registered(page)
    expect(html).to_have_attribute("data-scene", own[1]["page"])
    assert "camera" not in state(page)
    expect(page.locator("[data-action=wake]")).to_be_hidden()
