"""What is asked of people."""

from arlearn.people.access import roles_in
from arlearn.people.models import Library, User
from arlearn.people.schemas import LibraryRoles


def libraries_of(user: User) -> list[LibraryRoles]:
    """The libraries that the person belongs to, by name, with the roles held there."""
    mine = Library.objects.all() if user.is_superuser else Library.objects.filter(memberships__user=user).distinct()
    return [
        LibraryRoles(id=library.id, name=library.name, roles=sorted(roles_in(user, library.id))) for library in mine
    ]
