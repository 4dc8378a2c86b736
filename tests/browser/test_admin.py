"""The admin site works under the policies that every page has, and shows every kind of thing there is."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.running import RunningServer


@pytest.mark.parametrize("device", ["laptop", "phone"])
def test_an_admin_finds_and_opens_everything(
    shared_server: RunningServer, visit: Callable[..., Page], device: str
) -> None:
    page = visit(f"{shared_server.url}/admin/", device)
    name, password = shared_server.sign_in("admin")
    page.fill("#id_username", name)
    page.fill("#id_password", password)
    page.click("input[type=submit]")
    page.wait_for_selector("#content-main")
    lists = [link.get_attribute("href") or "" for link in page.query_selector_all("#content-main th a")]
    shown = " ".join(lists)
    for kind in ("library", "user", "book", "page", "scene", "asset", "rendition", "marker", "groupsession", "learner"):
        assert f"/{kind}/" in shown
    for path in lists:
        page.goto(f"{shared_server.url}{path}")
        assert page.locator("#changelist").count() == 1, path
    page.goto(f"{shared_server.url}/admin/content/book/")
    page.click("#result_list tbody th a")
    assert page.locator("#id_title").input_value()
