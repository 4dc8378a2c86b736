"""`arlearn nginx`: prints the configuration of a reverse proxy, filled in."""

import argparse
import re
from collections.abc import Callable
from importlib.resources import files

NAME = re.compile(r"(\*\.)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*|_")
PLACE = re.compile(r"([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]):\d{1,5}")
LISTEN = re.compile(r"((\d{1,3}\.){3}\d{1,3}:|\[[0-9A-Fa-f:]+\]:)?\d{1,5}")
FILE = re.compile(r"[^\s\"'\\;{}$#]+")
"""What needs no quoting in nginx's configuration."""

REDIRECT = """server {
    listen 80;
    listen [::]:80;
    server_name {{names}};
    server_tokens off;
    access_log off;
    # 308 keeps what a request carries.
    return 308 https://$host$request_uri;
}

"""
TLS = """
    ssl_certificate {{certificate}};
    ssl_certificate_key {{key}};
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_session_cache shared:arlearn:10m;
    ssl_session_timeout 1d;"""


def like(pattern: re.Pattern[str], what: str) -> Callable[[str], str]:
    """A type of an argument: text of this form, and nothing that would be read as configuration."""

    def check(text: str) -> str:
        if not pattern.fullmatch(text):
            raise argparse.ArgumentTypeError(f"{text!r} is not {what}")
        return text

    return check


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("nginx", help="print the configuration of a reverse proxy")
    a_file = like(FILE, "a file's path without spaces, quotes and ; { } $ #")
    parser.add_argument(
        "--server-name",
        action="append",
        required=True,
        type=like(NAME, "a host's name"),
        help="by which it is reached; may be repeated",
    )
    parser.add_argument(
        "--upstream",
        action="append",
        type=like(PLACE, "HOST:PORT"),
        help="a server of ours for HTTP; may be repeated (default: 127.0.0.1:8000)",
    )
    parser.add_argument("--certificate", type=a_file, help="PEM file; with it HTTPS is served, and HTTP leads there")
    parser.add_argument("--key", type=a_file, help="PEM file of the certificate's key")
    parser.add_argument(
        "--listen",
        action="append",
        type=like(LISTEN, "PORT or ADDRESS:PORT"),
        help="instead of 443, or 80 without a certificate, on every address; then nothing leads from HTTP to HTTPS",
    )
    parser.set_defaults(run=run, parser=parser)


def run(arguments: argparse.Namespace) -> int:
    if bool(arguments.certificate) != bool(arguments.key):
        arguments.parser.error("--certificate and --key go together")
    print(configuration(arguments), end="")
    return 0


def configuration(arguments: argparse.Namespace) -> str:
    secure = bool(arguments.certificate)
    port = "443" if secure else "80"
    places = arguments.listen or [port, f"[::]:{port}"]
    listen = "\n    ".join(f"listen {place}{' ssl http2' if secure else ''};" for place in places)
    servers = (f"server {place} max_fails=1 fail_timeout=2s;" for place in arguments.upstream or ["127.0.0.1:8000"])
    filled = {
        "redirect": REDIRECT if secure and not arguments.listen else "",
        "listen": listen + (TLS if secure else ""),
        "servers": "\n    ".join(servers),
        "names": " ".join(arguments.server_name),
        "certificate": arguments.certificate or "",
        "key": arguments.key or "",
    }
    text = files("arlearn.deploy").joinpath("nginx.conf").read_text()
    for name, value in filled.items():
        text = text.replace(f"{{{{{name}}}}}", value)
    return text
