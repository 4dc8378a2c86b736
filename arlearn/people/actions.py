"""Changes to libraries and people."""

from datetime import timedelta

from django.contrib.auth import authenticate, login, logout
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from arlearn.people.models import Library, Membership, Role, User
from arlearn.people.problems import WRONG_PASSWORD


def sign_in(request: HttpRequest, username: str, password: str) -> User:
    """Signs the person in on this browser; raises WRONG_PASSWORD."""
    user = authenticate(request, username=username, password=password)
    if not isinstance(user, User):
        raise WRONG_PASSWORD()
    login(request, user)
    return user


def sign_in_as(request: HttpRequest, user: User, lasts: timedelta) -> None:
    """Signs a person in, for so long, who has proved in another way than by password who they are. Whoever is signed in
    already as the same person stays so, for as long as before."""
    if request.user == user:
        return
    login(request, user)
    request.session.set_expiry(timezone.now() + lasts)


def sign_out(request: HttpRequest) -> None:
    logout(request)


def open_library(name: str, slug: str, city: str = "") -> Library:
    """The library of this slug, made when there is none."""
    library, _ = Library.objects.get_or_create(slug=slug, defaults={"name": name, "city": city})
    return library


@transaction.atomic
def add_person(library: Library, username: str, password: str, roles: list[Role], server: bool = False) -> User:
    """A person with these roles in the library. An existing account keeps its name and gets the password and roles.

    `server`: also whoever runs the server, who may do everything in every library and use Django's admin site. It is
    given here and never taken.
    """
    user, _ = User.objects.get_or_create(username=username)
    user.set_password(password)
    if server:
        user.is_staff = user.is_superuser = True
    user.save()
    for role in roles:
        Membership.objects.get_or_create(library=library, user=user, role=role)
    return user
