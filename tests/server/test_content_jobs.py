"""What happens to an upload between its arrival and its end, whatever becomes of workers and of the queue."""

import io
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone
from django_q.brokers import get_broker
from pytest_django import Settings

from arlearn.errors import ProblemKind
from arlearn.people.models import Library, User
from content import actions, queries, recipes, tasks, uploads
from content.models import Asset
from content.pipeline import node, prepare, store
from content.pipeline.prepare import Progress
from content.pipeline.steps import STEPS
from content.problems import MODEL_DAMAGED
from tests.pure.gltf_files import whole
from tests.server.content_fixtures import *  # noqa: F403  # fixtures
from tests.server.content_fixtures import refused


@pytest.fixture
def sent(library: Library, creator: User) -> Asset:
    """A model that has come and waits."""
    return actions.upload_asset(creator, library, "figur.glb", io.BytesIO(whole()))


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What is put into the queue goes here."""
    put: list[tuple[Any, ...]] = []
    monkeypatch.setattr(uploads, "async_task", lambda *task: put.append(task))
    return put


def later(asset: Asset, **fields: Any) -> None:
    """As if its time had run out."""
    Asset.objects.filter(pk=asset.pk).update(due_at=timezone.now() - timedelta(seconds=1), **fields)


def told(asset: Asset) -> tuple[str, str | None, str | None]:
    """Status, step and code of the refusal, as the studio is told."""
    shown = queries.library_asset(asset.library, asset.sha256, "en")
    return shown.status, shown.step, shown.problem.code if shown.problem else None


def test_C25_C30_an_upload_is_answered_before_it_is_prepared_and_tells_every_step(
    sent: Asset, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told(sent) == ("waiting", None, None)
    steps = []
    make = recipes.of_original

    def watched(asset: Asset, tell: recipes.Told) -> recipes.Made:
        def and_look(progress: Progress) -> None:
            tell(progress)
            steps.append((progress.state, *told(sent)))

        return make(asset, and_look)

    monkeypatch.setattr(recipes, "of_original", watched)
    tasks.prepare(sent.pk)
    assert steps[0] == ("begun", "working", "gate", None)
    assert sorted(steps) == sorted(set(steps))
    assert [step for state, _, step, _ in steps if state == "begun"] == list(STEPS)
    assert {status for _, status, _, _ in steps} == {"working"}
    assert told(sent) == ("ready", None, None)
    assert queries.studio_asset(sent).file is not None


def test_C30_a_refusal_is_kept_and_told_in_the_askers_language(library: Library, creator: User) -> None:
    half = actions.upload_asset(creator, library, "x.glb", io.BytesIO(whole()[:300]))
    tasks.prepare(half.pk)
    for language in ("id", "en"):
        problem = queries.library_asset(library, half.sha256, language).problem
        assert problem is not None
        assert problem.code == "model_truncated"
        assert problem.message == getattr(ProblemKind.all["model_truncated"], language)
    # It is not offered, and nothing is kept of it but the reason.
    assert queries.library_assets(library, None, "id") == []
    assert not store.original(half.sha256).exists()


def test_what_was_refused_may_be_sent_again(
    library: Library, creator: User, sent: Asset, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoilt(*_: Any) -> None:
        raise MODEL_DAMAGED()

    with monkeypatch.context() as patched:
        patched.setattr(recipes, "of_original", spoilt)
        with refused("model_damaged"):
            actions.prepare_asset(sent)
    again = actions.upload_asset(creator, library, "figur.glb", io.BytesIO(whole()))
    assert again == sent
    assert actions.prepare_asset(again).status == "ready"
    assert told(sent) == ("ready", None, None)


def test_C31_what_three_workers_did_not_survive_is_refused_with_a_plain_reason(
    sent: Asset, queue: list[tuple[Any, ...]]
) -> None:
    for delivery in (1, 2, 3):
        claimed = uploads.claim(sent.pk)
        assert claimed is not None
        assert claimed.deliveries == delivery
        assert uploads.give_out_due() == 0
        later(sent)
        assert uploads.give_out_due() == 1
    assert queue == [(uploads.TASK, sent.pk)] * 3
    assert uploads.claim(sent.pk) is None
    shown = queries.studio_asset(Asset.objects.get(), "en")
    assert shown.problem is not None
    assert (shown.status, shown.problem.code) == ("refused", "upload_interrupted")
    assert "3 times" in shown.problem.message


def test_C31_a_worker_that_is_stopped_in_order_has_not_failed(sent: Asset, queue: list[tuple[Any, ...]]) -> None:
    for _ in range(5):
        assert uploads.claim(sent.pk) is not None
        uploads.give_back_all()
        assert told(sent) == ("waiting", None, None)
    assert uploads.claim(sent.pk) is not None


def test_C31_what_goes_wrong_in_us_is_tried_again(sent: Asset, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(recipes, "of_original", lambda *_: 1 / 0)
        tasks.prepare(sent.pk)
    assert told(sent) == ("waiting", None, None)
    tasks.prepare(sent.pk)
    assert told(sent) == ("ready", None, None)


@pytest.mark.parametrize("missing", ["node", "script"])
def test_C66_what_the_server_lacks_is_no_refusal_of_the_file(
    missing: str,
    sent: Asset,
    queue: list[tuple[Any, ...]],
    tmp_path: Path,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """However often it is tried; its creator is told why it waits, and it is made as soon as the server is whole."""
    script = settings.RECIPE
    with monkeypatch.context() as patched:
        patched.setattr(recipes, "prepare_model", prepare.prepare_model)
        if missing == "node":
            patched.setattr(prepare, "node", lambda: None)
        else:
            settings.RECIPE = tmp_path / "nothing.mjs"
        for _ in range(uploads.MOST_DELIVERIES + 2):
            tasks.prepare(sent.pk)
            assert told(sent) == ("waiting", None, "upload_workshop_missing")
        problem = queries.library_asset(sent.library, sent.sha256, "en").problem
        assert problem is not None
        assert problem.message.startswith("This is no fault of your file")
    assert store.has_original(sent.sha256)
    settings.RECIPE = script
    later(sent)
    assert uploads.give_out_due() == 1
    assert queue == [(uploads.TASK, sent.pk)]
    tasks.prepare(sent.pk)
    assert told(sent) == ("ready", None, None)


def test_C66_the_log_says_once_an_hour_why_uploads_wait_however_many_do(
    sent: Asset, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    clock = 10.0
    monkeypatch.setattr(recipes, "prepare_model", prepare.prepare_model)
    monkeypatch.setattr(prepare, "node", lambda: None)
    monkeypatch.setattr(tasks, "_said", {})
    monkeypatch.setattr(tasks, "time", SimpleNamespace(monotonic=lambda: clock))
    said = []
    for clock in (10.0, 40.0, 70.0, 3609.0, 3610.0, 3640.0):
        caplog.clear()
        tasks.prepare(sent.pk)
        said += [(clock, record.levelname, "Node.js" in record.message) for record in caplog.records]
    assert said == [(10.0, "WARNING", True), (3610.0, "WARNING", True)]


def test_C66_a_node_that_comes_or_moves_while_a_worker_runs_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    came, other = tmp_path / "node", tmp_path / "other"
    monkeypatch.setattr(node, "_candidates", lambda: iter([str(came), str(other)]))
    node._found.cache_clear()
    try:
        assert node.node() is None
        for program in (came, other):
            program.write_text(f"#!/bin/sh\necho '{node.OLDEST}.1.0 {program}'\n")
            program.chmod(0o700)
            assert node.node() == str(program)
            program.unlink()
        assert node.node() is None
    finally:
        node._found.cache_clear()


def test_C31_a_queue_that_forgets_or_fails_loses_nothing(
    library: Library,
    creator: User,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    def away(*_: Any) -> None:
        raise ConnectionError("no queue")

    with monkeypatch.context() as patched:
        patched.setattr(uploads, "async_task", away)
        with django_capture_on_commit_callbacks(execute=True):
            sent = actions.upload_asset(creator, library, "figur.glb", io.BytesIO(whole()))
    assert uploads.give_out_due() == 0
    later(sent)
    with django_capture_on_commit_callbacks(execute=True):
        assert uploads.give_out_due() == 1
    assert get_broker().queue_size() == 1
    get_broker().purge_queue()


def test_C32_two_workers_that_are_given_the_same_make_it_once(sent: Asset, data: Path) -> None:
    assert uploads.claim(sent.pk) is not None
    assert uploads.claim(sent.pk) is None
    tasks.prepare(sent.pk)
    assert told(sent)[0] == "working"
    # The first was thought to be dead, and comes to its end after the second has.
    actions.prepare_asset(sent)
    actions.prepare_asset(sent)
    assert sent.renditions.count() == 1
    assert told(sent) == ("ready", None, None)
    assert len(list(data.glob("media/*.glb"))) == 1


def test_a_library_shows_what_it_has_by_kind(library: Library, model: Asset, stranger: User) -> None:
    assert [shown.sha256 for shown in queries.library_assets(library, "model", "id")] == [model.sha256]
    assert queries.library_assets(library, "image", "id") == []
    theirs = Library.objects.get(slug="lain")
    assert queries.library_assets(theirs, None, "id") == []
    with refused("not_found"):
        queries.library_asset(theirs, model.sha256, "id")


def test_refusals_that_nobody_asks_about_any_more_are_forgotten(sent: Asset) -> None:
    Asset.objects.update(status="refused", uploaded_at=timezone.now() - timedelta(hours=23))
    uploads.begin_work()
    assert Asset.objects.exists()
    Asset.objects.update(uploaded_at=timezone.now() - timedelta(hours=25))
    uploads.begin_work()
    assert not Asset.objects.exists()
