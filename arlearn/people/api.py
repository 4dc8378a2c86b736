"""HTTP: sign in and out, and who is signed in."""

from django.http import HttpRequest
from django.middleware.csrf import get_token
from ninja import Router
from ninja.throttling import AnonRateThrottle

from arlearn.people import actions
from arlearn.people.access import Visitor
from arlearn.people.models import User
from arlearn.people.queries import libraries_of
from arlearn.people.schemas import Me, SignIn

router = Router(tags=["people"])


def visitor_of(request: HttpRequest) -> Visitor:
    """Who sent the request; typed for `arlearn.people.access`."""
    return request.user


def _me(request: HttpRequest) -> Me:
    user = visitor_of(request)
    if not isinstance(user, User):
        return Me(name=None, libraries=[], csrf=get_token(request))
    return Me(name=user.get_username(), libraries=libraries_of(user), csrf=get_token(request))


@router.get("/me", response=Me)
def me(request: HttpRequest) -> Me:
    return _me(request)


@router.post("/sign-in", response=Me, throttle=[AnonRateThrottle("10/m")])
def sign_in(request: HttpRequest, body: SignIn) -> Me:
    actions.sign_in(request, body.username, body.password)
    return _me(request)


@router.post("/sign-out", response=Me)
def sign_out(request: HttpRequest) -> Me:
    actions.sign_out(request)
    return _me(request)
