"""HTTP: sign in and out, and who is signed in."""

from django.http import HttpRequest
from django.middleware.csrf import get_token
from ninja import Router
from ninja.utils import check_csrf

from arlearn.errors import PAGE_TOO_OLD
from arlearn.people import actions
from arlearn.people.access import Visitor
from arlearn.people.limits import sign_ins
from arlearn.people.models import User
from arlearn.people.queries import libraries_of
from arlearn.people.schemas import Me, SignIn

router = Router(tags=["people"])


def visitor_of(request: HttpRequest) -> Visitor:
    """Who sent the request; typed for `arlearn.people.access`."""
    return request.user


def from_our_page(request: HttpRequest) -> None:
    """Raises PAGE_TOO_OLD for a form on another site, which could sign a person in as somebody else, or out."""
    if check_csrf(request):
        raise PAGE_TOO_OLD()


def _me(request: HttpRequest) -> Me:
    user = visitor_of(request)
    if not isinstance(user, User):
        return Me(name=None, libraries=[], csrf=get_token(request))
    return Me(name=user.get_username(), libraries=libraries_of(user), csrf=get_token(request))


@router.get("/me", response=Me)
def me(request: HttpRequest) -> Me:
    return _me(request)


@router.post("/sign-in", response=Me, throttle=[sign_ins])
def sign_in(request: HttpRequest, body: SignIn) -> Me:
    from_our_page(request)
    actions.sign_in(request, body.username, body.password)
    return _me(request)


@router.post("/sign-out", response=Me)
def sign_out(request: HttpRequest) -> Me:
    from_our_page(request)
    actions.sign_out(request)
    return _me(request)
