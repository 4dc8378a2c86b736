"""Shapes of the HTTP interface to the server's place on the network."""

from pydantic import BaseModel


class Server(BaseModel):
    """How else this server can be reached."""

    tls_port: int | None
    """Port that speaks HTTPS on the same host, where a browser gives its camera; null when there is none."""
