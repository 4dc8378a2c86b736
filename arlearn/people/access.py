"""Who may do what: the guarded way to a library, and the roles of a person in it."""

from uuid import UUID

from django.contrib.auth.models import AnonymousUser

from arlearn.errors import NOT_ALLOWED, NOT_FOUND, SIGN_IN_NEEDED
from arlearn.people.models import Library, Membership, Role, User

Visitor = User | AnonymousUser


def signed_in(visitor: Visitor) -> User:
    """The visitor as a User; raises SIGN_IN_NEEDED."""
    if not visitor.is_authenticated or not visitor.is_active:
        raise SIGN_IN_NEEDED()
    return visitor


def roles_in(user: User, library_id: UUID) -> set[Role]:
    """Roles of the person in the library; an admin of it, and a superuser, has all of them."""
    if user.is_superuser:
        return set(Role)
    held = {
        Role(role) for role in Membership.objects.filter(user=user, library=library_id).values_list("role", flat=True)
    }
    return set(Role) if Role.ADMIN in held else held


def access_library(visitor: Visitor, library_id: UUID, role: Role) -> Library:
    """The library, for somebody who holds `role` in it; raises NOT_FOUND to everybody without any role there."""
    user = signed_in(visitor)
    held = roles_in(user, library_id)
    library = Library.objects.filter(id=library_id).first()
    if library is None or not held:
        raise NOT_FOUND()
    if role not in held:
        raise NOT_ALLOWED()
    return library
