"""Shapes of the HTTP interface to people."""

from uuid import UUID

from pydantic import BaseModel, ConfigDict


class SignIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    username: str
    password: str


class LibraryRoles(BaseModel):
    id: UUID
    name: str
    roles: list[str]


class Me(BaseModel):
    """Who is signed in; `csrf` goes into the X-CSRFToken header of every changing request."""

    name: str | None
    libraries: list[LibraryRoles]
    csrf: str


class ProblemOut(BaseModel):
    """The body of every refusal."""

    code: str
    message: str
    where: list[str] = []
    """For `invalid`: paths of the fields that are not right."""
