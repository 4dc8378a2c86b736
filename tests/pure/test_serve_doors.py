"""What counts as one address, and who makes room for whom."""

import pytest

from arlearn.serve.doors import LOCAL, Doors, place_of
from arlearn.serve.forwarded import networks


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("2001:db8:0:1::5", "2001:db8:0:1:ffff::6", True),
        ("2001:db8:0:1::5", "2001:db8:0:2::5", False),
        ("fe80::1%eth0", "fe80::2%eth0", False),
    ],
)
def test_what_one_machine_may_have_to_itself_counts_as_one(one: str, other: str, same: bool) -> None:
    assert (place_of(one) == place_of(other)) is same


def codes(doors: Doors, hosts: list[str]) -> list[str | None]:
    """Why each of them may not come in, one after the other."""
    kinds = [doors.enter(object(), host) for host in hosts]
    return [kind.code if kind else None for kind in kinds]


def test_each_address_is_counted_by_itself() -> None:
    doors = Doors(2, 100, LOCAL)
    assert codes(doors, ["192.0.2.1"] * 3 + ["192.0.2.2"]) == [None, None, "crowded", None]


def test_this_machine_and_proxies_of_ours_are_not_counted() -> None:
    doors = Doors(2, 100, [*LOCAL, *networks("10.0.0.0/8")])
    for host in ("127.0.0.1", "127.0.0.9", "::1", "10.1.2.3", "::ffff:10.1.2.3", ""):
        assert codes(doors, [host] * 4) == [None] * 4


def test_without_a_limit_by_address_there_is_still_one_in_all() -> None:
    assert codes(Doors(0, 5, LOCAL), ["192.0.2.1"] * 6) == [None] * 5 + ["server_full"]


def test_those_who_rest_go_first_and_of_their_own_address() -> None:
    doors, gone = Doors(2, 100, LOCAL), list[str]()
    for name, host in (("a", "192.0.2.1"), ("b", "192.0.2.1"), ("c", "192.0.2.2")):
        assert doors.enter(name, host) is None
        doors.rest(name, lambda name=name: gone.append(name))  # type: ignore[misc]  # a lambda's default has no type
    doors.stir("a")
    assert codes(doors, ["192.0.2.1"]) == [None]
    assert gone == ["b"]
    assert codes(doors, ["192.0.2.1"]) == ["crowded"]


def test_when_the_process_is_full_anybody_who_rests_goes() -> None:
    doors, gone = Doors(0, 1, LOCAL), list[str]()
    doors.enter("a", "192.0.2.1")
    doors.rest("a", lambda: gone.append("a"))
    assert codes(doors, ["192.0.2.2", "192.0.2.3"]) == [None, "server_full"]
    assert gone == ["a"]


def test_who_leaves_is_forgotten_and_only_once() -> None:
    doors = Doors(1, 100, LOCAL)
    doors.enter("a", "192.0.2.1")
    doors.leave("a")
    doors.leave("a")
    doors.rest("a", lambda: None)
    assert codes(doors, ["192.0.2.1", "192.0.2.1"]) == [None, "crowded"]
