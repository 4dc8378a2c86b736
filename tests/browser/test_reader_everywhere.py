"""The child's reader on every screen, by every hand, and when something goes wrong."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reading import BOOK, axe, begin, solve, state, until
from tests.recording import Recorder
from tests.running import RunningServer

Visit = Callable[..., Page]


def test_R1_without_webgl_and_a_safe_address_the_page_reads_and_says_why(
    shared_server: RunningServer, visit: Visit, recorded: Recorder
) -> None:
    page = visit(shared_server.url)
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.add_init_script("Object.defineProperty(window, 'isSecureContext', {value: false})")
    page.goto(f"{shared_server.url}/b/{BOOK}")
    page.click("[data-action=start]")
    until(page, "document.documentElement.dataset.rung === 'read'")
    page.click("[data-action=menu]")
    expect(page.locator("[data-rung-choice=view]")).to_contain_text("tidak bisa menggambar 3D")
    expect(page.locator("[data-rung-choice=view]")).to_be_disabled()
    assert not [path for path in recorded.paths() if "stage" in path], "Read needs nothing of the stage"


def test_R1_a_plain_address_offers_the_safe_one_for_the_camera(shared_server: RunningServer, visit: Visit) -> None:
    page = visit(shared_server.url)
    page.add_init_script("Object.defineProperty(window, 'isSecureContext', {value: false})")
    page.goto(f"{shared_server.url}/b/{BOOK}/2")
    page.click("[data-action=start]")
    until(page, "document.documentElement.dataset.rung === 'photo'")
    page.click("[data-action=menu]")
    expect(page.locator("[data-rung-choice=live]")).to_contain_text("alamat yang aman")
    expect(page.locator("[data-action=secure]")).to_have_attribute("href", f"{shared_server.tls_url}/b/{BOOK}/2")


@pytest.mark.parametrize("device", ["phone", "phone-wide", "tablet", "laptop"])
def test_R15_the_sheet_leaves_the_middle_free(enter: Callable[..., Page], device: str) -> None:
    page = enter(device=device)
    for _ in range(3):
        box = page.locator(".sheet").bounding_box()
        assert box is not None
        size = page.viewport_size
        assert size is not None
        if state(page)["rung"] == "view" and page.locator(".task-choice, .task-spell").count():
            break
        assert box["y"] > size["height"] / 2 or box["x"] > size["width"] / 2
        page.click("[data-action=next]")
        page.wait_for_timeout(300)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_R14_a_keyboard_alone_opens_reads_and_solves(shared_server: RunningServer, visit: Visit, manifest: Any) -> None:
    page = visit(f"{shared_server.url}/", "laptop")
    page.locator("[data-book]").first.wait_for()

    def tab_to(selector: str) -> None:
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate(f"document.activeElement?.matches({json.dumps(selector)})"):
                style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                assert style != "none", f"{selector} does not show its focus"
                return
        raise AssertionError(f"{selector} cannot be reached by keys")

    tab_to(f"[data-book={BOOK}]")
    page.keyboard.press("Enter")
    page.locator("[data-action=start]").wait_for()
    tab_to("[data-action=start]")
    page.keyboard.press("Enter")
    page.locator("[data-action=no-camera]").wait_for()
    tab_to("[data-action=no-camera]")
    page.keyboard.press("Enter")
    until(page, "document.documentElement.dataset.rung === 'view'")
    tab_to(".story")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.locator(".bubble").wait_for()
    tab_to("[data-action=next]")
    page.keyboard.press("Enter")
    first = manifest["pages"][0]["scene"]["tasks"][0]
    if first["kind"] == "find":
        tab_to(".find > .press")
        page.keyboard.press("Enter")
    if first["kind"] == "spell":
        page.keyboard.type(first["word"]["id"])
    else:
        page.locator(f".option[data-value={first['answer']}]").focus()
        page.keyboard.press("Enter")
    expect(page.locator(".kind.right")).to_be_visible()


def test_R14_a_scene_that_comes_late_leaves_the_keys_where_they_are(shared_server: RunningServer, visit: Visit) -> None:
    page = visit(shared_server.url)
    held = []
    models = re.compile(r"/media/.+\.glb$")
    page.route(models, lambda route: held.append(route.request.url))
    page.goto(f"{shared_server.url}/b/{BOOK}")
    page.click("[data-action=start]")
    page.click("[data-action=no-camera]")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".story")).to_be_focused()
    until(page, "document.querySelector('canvas.scene') !== null")
    while not held:
        page.wait_for_timeout(50)
    before = page.evaluate("document.querySelector('canvas.scene').drawn")
    page.unroute(models)  # lets go what was held
    until(page, f"document.querySelector('canvas.scene').drawn > {before}")
    page.wait_for_load_state("networkidle")
    expect(page.locator(".story")).to_be_focused()


@pytest.mark.parametrize(("device", "scheme"), [("phone", "light"), ("phone-wide", "dark"), ("laptop", "light")])
def test_R14_no_screen_has_a_barrier(
    shared_server: RunningServer, visit: Visit, manifest: Any, device: str, scheme: str
) -> None:
    page = visit(f"{shared_server.url}/", device, color_scheme=scheme, reduced_motion="reduce")
    page.locator("[data-book]").first.wait_for()
    found = {"shelf": axe(page)}
    page.goto(f"{shared_server.url}/b/{BOOK}/3")
    page.locator("[data-action=start]").wait_for()
    found["front"] = axe(page)
    page.click("[data-action=start]")
    page.locator(".why").wait_for()
    found["why"] = axe(page)
    page.click("[data-action=no-camera]")
    until(page, "document.documentElement.dataset.rung === 'view'")
    found["story"] = axe(page)
    page.click("[data-action=menu]")
    found["menu"] = axe(page)
    page.keyboard.press("Escape")
    for i, task in enumerate(manifest["pages"][2]["scene"]["tasks"]):
        page.click("[data-action=next]")
        found[f"task {i}"] = axe(page)
        solve(page, task)
        page.locator(".kind.right").wait_for()
        found[f"task {i} solved"] = axe(page)
    page.click("[data-action=next]")
    page.locator(".stamp").wait_for()
    found["end"] = axe(page)
    page.goto(f"{shared_server.url}/m/ZZZZZZ")
    page.locator(".trouble").wait_for()
    found["trouble"] = axe(page)
    assert {screen: barriers for screen, barriers in found.items() if barriers} == {}


@pytest.mark.parametrize(
    ("path", "problem", "button"),
    [
        ("/m/ZZZZZZ", "marker_unknown", "Lihat rak buku"),
        ("/j/ZZZZZZ", "join_code_unknown", "Tulis kodenya"),
        ("/b/tidak-ada", "not_found", "Lihat rak buku"),
    ],
)
def test_R16_what_goes_wrong_says_what_to_do(
    shared_server: RunningServer, visit: Visit, path: str, problem: str, button: str
) -> None:
    page = visit(shared_server.url + path)
    trouble = page.locator(".trouble")
    expect(trouble).to_have_attribute("data-problem", problem)
    expect(trouble.locator("svg.picture")).to_be_visible()
    expect(trouble.locator("p")).not_to_be_empty()
    expect(trouble.get_by_role("button")).to_have_count(1)
    trouble.get_by_role("button", name=button).click()
    expect(page.get_by_label("kode")).to_be_visible()


def test_R16_offline_waits_with_the_child_and_goes_on(shared_server: RunningServer, visit: Visit) -> None:
    page = visit(shared_server.url)
    page.route("**/api/books/**", lambda route: route.abort())
    page.goto(f"{shared_server.url}/b/{BOOK}")
    expect(page.locator(".trouble")).to_have_attribute("data-problem", "offline")
    page.unroute("**/api/books/**")
    page.get_by_role("button", name="Coba lagi").click()
    expect(page.locator("[data-action=start]")).to_be_visible()


def test_the_story_changes_its_language_at_once(enter: Callable[..., Page], manifest: Any) -> None:
    page = enter()
    page.click("[data-action=language]")
    title = manifest["pages"][0]["scene"]["title"]["en"]
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.locator(".story")).to_have_attribute("lang", "en")
    expect(page.get_by_role("button", name="Listen")).to_be_visible()
    page.reload()
    expect(page.locator("[data-action=start]")).to_have_text("Go on")


def test_letters_grow_and_stay(enter: Callable[..., Page]) -> None:
    page = enter()
    size = "parseFloat(getComputedStyle(document.querySelector('.story')).fontSize)"
    before = page.evaluate(size)
    assert before >= 22
    page.click("[data-action=menu]")
    page.get_by_role("button", name="Huruf lebih besar").click()
    page.keyboard.press("Escape")
    larger = page.evaluate(size)
    assert larger > before
    page.reload()
    begin(page)
    assert page.evaluate(size) == larger


def test_R19_the_first_load_is_small(shared_server: RunningServer, visit: Visit, recorded: Recorder) -> None:
    page = visit("about:blank")
    recorded.allow(shared_server.url)
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    sizes: dict[str, int] = {}
    urls: dict[str, str] = {}
    network.on("Network.responseReceived", lambda event: urls.update({event["requestId"]: event["response"]["url"]}))

    def loaded(event: dict[str, Any]) -> None:
        url = urls.get(event["requestId"], "")
        if "/media/" not in url:
            sizes[url] = int(event["encodedDataLength"])

    network.on("Network.loadingFinished", loaded)
    page.goto(f"{shared_server.url}/b/{BOOK}")
    page.locator("[data-action=start]").wait_for()
    page.wait_for_load_state("networkidle")
    read = sum(sizes.values())
    begin(page)
    until(page, "document.querySelector('canvas.scene')?.drawn > 0")
    page.wait_for_load_state("networkidle")
    view = sum(sizes.values())
    assert 20_000 < read < 150_000, sizes
    assert read < view < 280_000, sizes


def test_R11_nothing_is_asked_of_another_server(
    enter: Callable[..., Page], recorded: Recorder, shared_server: RunningServer
) -> None:
    page = enter()
    until(page, "document.querySelector('canvas.scene')?.drawn > 0")
    page.click("[data-action=listen]")
    page.goto(f"{shared_server.url}/")
    page.locator("[data-book]").first.wait_for()
    assert len(recorded.requests) > 10
    assert recorded.foreign() == []
