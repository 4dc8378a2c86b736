"""The HTTP interface: mounts each app's router under /api/ and turns every error into one form."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

import ninja.errors
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import URLPattern, URLResolver
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from pydantic import ValidationError

from arlearn.errors import (
    FAILED,
    INVALID,
    NOT_FOUND,
    PAGE_TOO_OLD,
    SIGN_IN_NEEDED,
    TOO_LARGE,
    TOO_MANY,
    WRONG_METHOD,
    Problem,
    language_of,
)
from arlearn.lan.api import router as server
from arlearn.live.api import router as live
from arlearn.live.published import protocol_schema
from arlearn.metrics import REFUSED
from arlearn.people.api import router as people
from arlearn.people.schemas import ProblemOut
from arlearn.plans.api import router as plans
from arlearn.reports.api import router as reports
from arlearn.serve.static import built
from content.api import reader, studio
from content.history_api import history
from content.originals_api import originals
from content.preview_api import preview, previews
from markers.api import router as markers
from markers.cards_api import router as cards

# No documentation page: the stock one loads its scripts from a third party. The schema is at /api/openapi.json.
api = NinjaAPI(title="arlearn", version="1", docs_url=None, urls_namespace="api")
api.add_router("/server", server)
api.add_router("/people", people)
api.add_router("/books", reader)
api.add_router("/studio", studio)
api.add_router("/studio", history)
api.add_router("/studio", previews)
api.add_router("/studio", originals)
api.add_router("/books/previews", preview)
api.add_router("/markers/cards", cards)
api.add_router("/markers", markers)
api.add_router("/plans", plans)
api.add_router("/live", live)
api.add_router("/reports", reports)

JOIN = "/api/live/join"
log = logging.getLogger(__name__)


@api.get("/protocol.json", include_in_schema=False)
def protocol(request: HttpRequest) -> dict[str, Any]:
    """What is said over the socket, as JSON Schema; how, is in arlearn/live/SPEC.md."""
    return protocol_schema()


def problem_response(request: HttpRequest, problem: Problem, where: list[str] | None = None) -> HttpResponse:
    """The one form in which a refusal leaves over HTTP."""
    REFUSED.labels("join" if request.path == JOIN else "http", problem.code).inc()
    language = language_of(request.headers.get("Accept-Language", ""))
    body = ProblemOut(code=problem.code, message=problem.message(language), where=where or [])
    return api.create_response(request, body.model_dump(), status=problem.kind.status)


@api.exception_handler(Problem)
def _problem(request: HttpRequest, error: Problem) -> HttpResponse:
    where = str(error.values["where"]).split(", ") if "where" in error.values else None
    return problem_response(request, error, where)


@api.exception_handler(ninja.errors.ValidationError)
def _invalid_request(request: HttpRequest, error: ninja.errors.ValidationError) -> HttpResponse:
    where = [".".join(str(part) for part in item["loc"][1:]) or "body" for item in error.errors]
    return problem_response(request, INVALID(where=", ".join(where)), where)


@api.exception_handler(ValidationError)
def _invalid_document(request: HttpRequest, error: ValidationError) -> HttpResponse:
    where = [".".join(str(part) for part in item["loc"]) or "body" for item in error.errors()]
    return problem_response(request, INVALID(where=", ".join(where)), where)


@api.exception_handler(ninja.errors.HttpError)
def _unreadable_request(request: HttpRequest, error: ninja.errors.HttpError) -> HttpResponse:
    """What the framework refuses by itself: a request without the page's CSRF token, or a body that is no JSON."""
    return problem_response(request, PAGE_TOO_OLD() if error.status_code == 403 else INVALID(where="body"), ["body"])


@api.exception_handler(SuspiciousOperation)
def _beyond_measure(request: HttpRequest, error: SuspiciousOperation) -> HttpResponse:
    """What Django refuses to read: too much outside of files (DATA_UPLOAD_MAX_MEMORY_SIZE), or a form of many parts."""
    too_large = isinstance(error, RequestDataTooBig)
    return problem_response(request, TOO_LARGE() if too_large else INVALID(where="body"))


@api.exception_handler(ninja.errors.AuthenticationError)
def _unknown_person(request: HttpRequest, error: ninja.errors.AuthenticationError) -> HttpResponse:
    return problem_response(request, SIGN_IN_NEEDED())


@api.exception_handler(ninja.errors.Throttled)
def _throttled(request: HttpRequest, error: ninja.errors.Throttled) -> HttpResponse:
    return problem_response(request, TOO_MANY())


@api.exception_handler(Http404)
def _missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem_response(request, NOT_FOUND())


@api.exception_handler(Exception)
def _failed(request: HttpRequest, error: Exception) -> HttpResponse:
    log.error("%s %s failed", request.method, request.path, exc_info=error)
    return problem_response(request, FAILED())


@csrf_exempt
def nowhere(request: HttpRequest) -> HttpResponse:
    """For an address below /api/ that there is not."""
    return problem_response(request, NOT_FOUND())


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF_FAILURE_VIEW: a form that was open for too long, or that stands on another site."""
    if request.accepts("text/html"):
        return built(request, "stale", 403)
    return problem_response(request, PAGE_TOO_OLD())


def _refusing(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The framework answers a method that an address does not know by itself, and in another form than ours."""

    @wraps(view)
    def heeded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        if not isinstance(answer, HttpResponseNotAllowed):
            return answer
        refusal = problem_response(request, WRONG_METHOD())
        refusal["Allow"] = answer["Allow"]
        return refusal

    return heeded


def addresses() -> tuple[list[URLPattern | URLResolver], str, str]:
    """What `api.urls` is, with every refusal in our form."""
    patterns, app, namespace = api.urls
    for pattern in patterns:
        if isinstance(pattern, URLPattern) and pattern.callback is not None:
            pattern.callback = _refusing(pattern.callback)
    return patterns, app, namespace
