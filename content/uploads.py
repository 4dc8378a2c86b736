"""What becomes of an upload: taken in, given out to a worker, ready or refused. Part of `content.actions`.

The rows say what is to be done; the queue only tells a worker to look. So whatever the queue or a worker loses is
given out again, and what is given out twice is made once.
"""

import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from uuid import uuid4

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django_q.brokers import get_broker
from django_q.tasks import async_task

from arlearn.errors import NOT_FOUND, Problem
from arlearn.people.access import Visitor, access_library, signed_in
from arlearn.people.models import Library, Role, User
from content import recipes
from content.licences import notice_of
from content.models import Asset, Rendition
from content.pipeline import store
from content.pipeline.folder import job_folder
from content.pipeline.original import picked
from content.pipeline.prepare import Progress
from content.pipeline.receive import Readable, Received, receive
from content.problems import REFUSALS, UPLOAD_INTERRUPTED

MOST_DELIVERIES = 3
"""Jobs that a worker did not survive; then the file is thought to be what kills it."""
LEASE = timedelta(seconds=10)
"""A worker that has said nothing for so long is thought to be dead. It says something every third of it."""
PATIENCE = timedelta(seconds=30)
"""What waits for longer with nothing in the queue was forgotten by the queue."""
TOGETHER = 3
"""How many models are prepared in one go; more take too long for the limits of the sandbox."""
KEPT_REFUSED = timedelta(days=1)
"""How long it can be asked why an upload was refused."""
TASK = "content.tasks.prepare"
WORKER = uuid4().hex
"""This process, and those that it forks."""

log = logging.getLogger(__name__)


def upload_asset(user: Visitor, library: Library, name: str, stream: Readable) -> Asset:
    """Takes in a model, a sound or a picture. A picture is ready at once; the others are given to a worker.

    The same bytes again give the same asset; what was refused before is tried anew, and what an older recipe made is
    made anew. Raises TOO_LARGE, or one of `content.problems.REFUSALS`; then nothing is kept.
    """
    person = signed_in(user)
    access_library(user, library.id, Role.CREATOR)
    with receive(stream) as received:
        known = Asset.objects.filter(library=library, sha256=received.sha256).first()
        if known is not None and known.status != Asset.Status.REFUSED and not recipes.outdated(known):
            return known
        made = recipes.of_picture(received) if received.kind == "image" else None
        store.keep_original(received.path, received.sha256)
    return _taken_in(person, library, name, received, made)


def choose_model(user: Visitor, asset: Asset, name: str) -> Asset:
    """One of the models of a zip of several, as an upload of its own; `name`: its path in the zip.

    Raises NOT_FOUND where there is nothing to choose from, MODEL_CHOICE_UNKNOWN, and what `upload_asset` does.
    """
    access_library(user, asset.library_id, Role.CREATOR)
    if not asset.choices or not store.has_original(asset.sha256):
        raise NOT_FOUND()
    with job_folder() as folder:
        path = picked(store.original(asset.sha256), name, folder / "picked")
        with (folder / "picked").open("rb") as stream:
            return upload_asset(user, asset.library, PurePosixPath(path).name, stream)


@transaction.atomic
def _taken_in(person: User, library: Library, name: str, received: Received, made: recipes.Made | None) -> Asset:
    asset, _ = Asset.objects.select_for_update().get_or_create(
        library=library,
        sha256=received.sha256,
        defaults={
            "kind": received.kind,
            "media_type": received.media_type,
            "size": received.size,
            "name": "".join(letter for letter in name if letter.isprintable())[:200] or received.sha256[:8],
            "uploaded_by": person,
            "due_at": timezone.now() + PATIENCE,
        },
    )
    if made:
        finish(asset, made)
    else:
        if asset.status == Asset.Status.REFUSED or recipes.outdated(asset):
            asset.status, asset.problem, asset.deliveries = Asset.Status.WAITING, None, 0
            asset.due_at = timezone.now() + PATIENCE
            asset.save(update_fields=["status", "problem", "deliveries", "due_at"])
        transaction.on_commit(lambda: _wake(asset.pk))
    return asset


def prepare_asset(asset: Asset) -> Asset:
    """The asset with its rendition made, here and now, whoever else may be at it. One that is ready is left as it is.

    Raises the Problem for which it is refused, which is kept with it; or one that is no fault of the file, which goes
    on waiting.
    """
    asset.refresh_from_db()
    if asset.status == Asset.Status.READY:
        return asset

    def told(progress: Progress) -> None:
        if progress.state == "begun":
            _not_done(asset.pk).update(step=progress.step, status=Asset.Status.WORKING, due_at=_leased())

    try:
        made = recipes.of_original(asset, told)
    except Problem as problem:
        if problem.code in REFUSALS:
            _refuse(asset.pk, problem)
            asset.refresh_from_db()
        raise
    with transaction.atomic():
        finish(Asset.objects.select_for_update().get(pk=asset.pk), made)
    asset.refresh_from_db()
    return asset


def prepare_models(assets: list[Asset]) -> None:
    """Several models here and now, a few in each process and two processes beside each other. Raises as above."""
    waiting = list({asset.pk: asset for asset in assets if asset.status != Asset.Status.READY}.values())
    groups = [waiting[start : start + TOGETHER] for start in range(0, len(waiting), TOGETHER)]
    # The threads wait for processes and touch no rows.
    with ThreadPoolExecutor(2) as threads:
        for group, made in zip(groups, threads.map(recipes.of_models, groups), strict=True):
            for asset, each in zip(group, made, strict=True):
                with transaction.atomic():
                    finish(Asset.objects.select_for_update().get(pk=asset.pk), each)


def finish(asset: Asset, made: recipes.Made) -> None:
    """Twice is once: the same original by the same recipe is the same rendition."""
    fields = asdict(made)
    Rendition.objects.get_or_create(asset=asset, recipe=fields.pop("recipe"), defaults=fields)
    asset.status, asset.step, asset.problem, asset.due_at = Asset.Status.READY, "", None, None
    asset.notice = asset.notice or notice_of(made.report)
    asset.save(update_fields=["status", "step", "problem", "due_at", "notice"])


def _refuse(pk: int, problem: Problem) -> None:
    """What pages show already stays as it was made before: only to make it anew has come to nothing."""
    refused = {"code": problem.code, "values": problem.values}
    with transaction.atomic():
        made = _not_done(pk).filter(Exists(Rendition.objects.filter(asset=OuterRef("pk"))))
        if made.update(status=Asset.Status.READY, step="", problem=None, due_at=None):
            log.warning("asset %s stays as an older recipe made it: %s", pk, problem.code)
        elif _not_done(pk).update(status=Asset.Status.REFUSED, step="", problem=refused, due_at=None):
            asset = Asset.objects.get(pk=pk)
            others = Asset.objects.filter(sha256=asset.sha256).exclude(status=Asset.Status.REFUSED)
            # A zip of several stays for as long as its refusal does, so that it need not be sent again.
            if not others.exists() and not asset.choices:
                store.forget_original(asset.sha256)


def _not_done(pk: int) -> "QuerySet[Asset]":
    return Asset.objects.filter(pk=pk, status__in=[Asset.Status.WAITING, Asset.Status.WORKING])


# For workers


def claim(pk: int) -> Asset | None:
    """The asset, which is this worker's to prepare now; None when it is nobody's, or somebody else's.

    One that too many workers did not survive is refused.
    """
    free = Q(status=Asset.Status.WAITING) | Q(status=Asset.Status.WORKING, due_at__lt=timezone.now())
    begun = {"status": Asset.Status.WORKING, "step": "", "problem": None, "worker": WORKER, "due_at": _leased()}
    if not Asset.objects.filter(free, pk=pk).update(deliveries=F("deliveries") + 1, **begun):
        return None
    asset = Asset.objects.get(pk=pk)
    if asset.deliveries > MOST_DELIVERIES:
        _refuse(pk, UPLOAD_INTERRUPTED(count=MOST_DELIVERIES))
        return None
    return asset


def still_at(asset: Asset) -> None:
    """This worker lives, and works on the asset."""
    _ours().filter(pk=asset.pk).update(due_at=_leased())


def put_back(asset: Asset) -> None:
    """Something went wrong that is not the file's fault: it is given out again a little later."""
    _ours().filter(pk=asset.pk).update(status=Asset.Status.WAITING, step="", due_at=timezone.now() + LEASE)


def put_off(asset: Asset, problem: Problem) -> None:
    """The server lacks something that no file can mend: it waits, however long, and its creator is told why.

    No delivery, for no file kills a worker that has not begun.
    """
    told = {"code": problem.code, "values": problem.values}
    later = timezone.now() + PATIENCE
    _ours().filter(pk=asset.pk).update(
        status=Asset.Status.WAITING, step="", problem=told, deliveries=F("deliveries") - 1, due_at=later
    )


def give_back_all() -> None:
    """What this worker had begun, when it is stopped in order: that does not count as a delivery."""
    _ours().update(status=Asset.Status.WAITING, step="", deliveries=F("deliveries") - 1, due_at=timezone.now())


def give_out_due() -> int:
    """Gives out again what was lost with a worker or by the queue; how many."""
    now = timezone.now()
    due = Q(status=Asset.Status.WORKING) if get_broker().queue_size() else Q()
    lost = list(Asset.objects.filter(due, due_at__lt=now).order_by("due_at").values_list("pk", flat=True)[:100])
    Asset.objects.filter(pk__in=lost, due_at__lt=now).update(status=Asset.Status.WAITING, due_at=now + PATIENCE)
    for pk in lost:
        _wake(pk)
    return len(lost)


def begin_work() -> None:
    """When a worker starts: what waits is looked at soon, and refusals that nobody asks about any more go."""
    now = timezone.now()
    Asset.objects.filter(status=Asset.Status.WAITING).update(due_at=now)
    Asset.objects.filter(status=Asset.Status.REFUSED, uploaded_at__lt=now - KEPT_REFUSED).delete()


def _ours() -> "QuerySet[Asset]":
    return Asset.objects.filter(status=Asset.Status.WORKING, worker=WORKER)


def _leased() -> datetime:
    return timezone.now() + LEASE


def _wake(pk: int) -> None:
    try:
        async_task(TASK, pk)
    except Exception:
        # The upload is safe, and a worker looks for what was forgotten.
        log.warning("a job could not be put into the queue", exc_info=True)
