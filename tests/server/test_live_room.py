"""Children and an educator in one room, over real sockets and a real database."""

import pytest

from tests.server.classroom import classroom

pytestmark = pytest.mark.django_db(transaction=True)


async def test_a_childs_answer_reaches_the_panel() -> None:
    async with classroom() as room:
        panel = await room.panel()
        assert panel.rows == {}
        child = await room.child()
        await panel.sees(lambda p: len(p.rows) == 1 and p.row(child)["connected"])
        await child.show(1, room.shelf.page, view="tracking", rung="live", help=True)
        await panel.sees(lambda p: p.row(child)["view"] == "tracking" and p.row(child)["help"])
        await child.answer(room.shelf.page, "fish")
        assert (await child.hear("acknowledged"))["n"] == 1
        await child.answer(room.shelf.page, "honey")
        assert (await child.hear("acknowledged"))["n"] == 2
        await panel.sees(lambda p: p.row(child)["tries"] == 2)
        row = panel.row(child)
        assert row["solved"] == [{"page": room.shelf.page, "task": "food"}]
        assert row["last"]["value"] == "honey"
        assert row["last"]["correct"] is True
