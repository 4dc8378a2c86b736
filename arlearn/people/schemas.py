"""Shapes of the HTTP interface to people."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$")]
"""What every database keeps: PostgreSQL takes no NUL, and none takes half of a surrogate pair."""


class SignIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    username: Annotated[Text, Field(max_length=150)]
    password: Annotated[Text, Field(max_length=1000)]


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
