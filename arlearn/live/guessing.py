"""Who tries join codes one after the other, and who mistypes one: both may come from the one address of a school.

A right code has to be let in whatever else comes from its address, else one child with a script locks its school out.
But where every right code is let in at once, every guess is answered. So an address that has used up its wrong codes
is asked to wait before another code is looked at, one in a few seconds; and a code that is at home at the address,
because its educator sits there or a classmate came in with it, is let in as ever. Whoever guesses finds the codes of
the own room sooner by that, which stand on its wall anyway, and for all others there are 480 million codes at half a
code a second.
"""

from django.http import HttpRequest

from arlearn.people.limits import Limit

wrong_codes = Limit("wrong-code", 30)
"""By address: a class of forty that types."""
late_codes = Limit("late-code", 1, seconds=2)
"""Codes looked at beyond these."""
joins = Limit("join", 240)
"""By address: a school that comes in within a minute."""
MOST_OF_ONE, WITHIN = 60, 60
"""Joins of one group from one address, and within how many seconds: a class and a half. Whoever joins without end, and
never comes, so holds 120 of its places at most, which are given to others before long; see `seats`."""
AT_HOME = 3 * 60 * 60
"""Seconds."""


def is_held_off(request: HttpRequest, code: str) -> bool:
    """Whether this try, with a code in the form in which codes are kept, has to wait. Counts it."""
    if not _home(code).exhausted(request) and wrong_codes.exhausted(request) and not late_codes.allow_request(request):
        return True
    return not (joins.allow_request(request) and Limit(f"seat:{code}", MOST_OF_ONE, WITHIN).allow_request(request))


def was_wrong(request: HttpRequest) -> None:
    """A code that fits no group came from there."""
    wrong_codes.allow_request(request)


def is_at_home(request: HttpRequest, code: str) -> None:
    """Somebody there knows this code: came in with it, or has it on the screen."""
    _home(code).allow_request(request)


def _home(code: str) -> Limit:
    return Limit(f"home:{code}", 1, AT_HOME)
