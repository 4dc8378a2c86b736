"""What a bucket needs to be used: its settings, looked over before the server starts."""

from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Bucket:
    """As the environment names it; empty is not said."""

    name: str
    endpoint: str
    """Address of the store; empty: Amazon's own."""
    region: str
    key: str
    secret: str

    def options(self, production: bool) -> dict[str, Any]:
        """For django-storages. Raises ValueError with a sentence about what is wrong."""
        if not (self.key and self.secret):
            raise ValueError("ARLEARN_S3_KEY and ARLEARN_S3_SECRET are needed with ARLEARN_S3_BUCKET")
        place = urlsplit(self.endpoint)
        if self.endpoint and not (place.scheme in ("http", "https") and place.hostname):
            raise ValueError("ARLEARN_S3_ENDPOINT has to be an address that begins with https://")
        if production and place.scheme == "http" and place.hostname not in ("localhost", "127.0.0.1", "::1"):
            raise ValueError("ARLEARN_S3_ENDPOINT has to begin with https://: originals would travel in the clear")
        if not (find_spec("storages") and find_spec("boto3")):
            raise ValueError("a bucket needs django-storages: run `uv sync --inexact --group s3`, or `make run` once")
        from botocore.config import Config  # noqa: PLC0415  # only there, and only loaded, with a bucket

        limits = Config(connect_timeout=5, read_timeout=20, retries={"max_attempts": 3, "mode": "standard"})
        addressing = {"addressing_style": "path" if self.endpoint else "auto"}
        return {
            "bucket_name": self.name,
            "endpoint_url": self.endpoint or None,
            "region_name": self.region or "us-east-1",
            "access_key": self.key,
            "secret_key": self.secret,
            "client_config": limits.merge(Config(s3=addressing, signature_version="s3v4")),
            # Nothing is readable by others: phones get files from this server.
            "default_acl": None,
            # The same name is the same bytes.
            "file_overwrite": True,
        }
