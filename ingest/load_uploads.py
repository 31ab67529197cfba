"""The door for the upload page: dropped files are kept, read and loaded here, in the background.

Reading and loading go on where a browser is closed in the middle; the page asks how far they are.
"""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from ingest.errors import UserError
from ingest.load import LoadSummary, load_sources
from ingest.load_executor import local_pool
from ingest.load_looks import Look, looks, roster
from ingest.load_staging import Staged, discard, note, read_staged, sources, stage, staged, unread
from ingest.load_take import Progress
from store.builds import BuildRefused
from store.decisions import Actor, Decisions, Draft
from store.decisions.people import standing_role
from store.decisions.rules import check_role
from store.errors import StoreUnreadable
from store.paths import DataDirectory

log = logging.getLogger(__name__)
Kind = Literal["reading", "loading"]
GIVEN_REASON = "导入时指定"


@dataclass(frozen=True, slots=True)
class Work:
    """What is being done with dropped files.

    Attributes:
        kind: ``reading`` or ``loading``.
        files: How many files it is about.
        done: How many of them are read.
        name: The file that was read last.
        pages: How many pages of scans were found so far, in files that are being read or were.
        pages_done: How many of these are recognised.
        waits: True where another load is under way and this one waits for it.
        is_over: True once it has ended, well or not.
        summary: What a load did, once it is over.
        problem: Why it ended early, a Chinese sentence, or "".
    """

    kind: Kind
    files: int
    done: int = 0
    name: str = ""
    pages: int = 0
    pages_done: int = 0
    waits: bool = False
    is_over: bool = False
    summary: LoadSummary | None = None
    problem: str = ""


_works: dict[Path, Work] = {}
_guard = threading.Lock()


def drop(data_dir: Path, files: Iterable[tuple[str, bytes]], who: str) -> None:
    """Keep dropped files, given as (name, bytes), and begin to read them."""
    stage(DataDirectory(data_dir), files, who, datetime.now().astimezone().isoformat(timespec="milliseconds"))
    begin_reading(data_dir)


def work(data_dir: Path) -> Work | None:
    """Return what is being done, or was done last, with dropped files; None where nothing was yet."""
    return _works.get(data_dir.resolve())


def forget(data_dir: Path) -> None:
    """Leave off telling of work that is over."""
    with _guard:
        last = _works.get(data_dir.resolve())
        if last is not None and last.is_over:
            del _works[data_dir.resolve()]


def begin_reading(data_dir: Path) -> None:
    """Begin to read what was not read yet, unless there is nothing, or something is being done."""
    data = DataDirectory(data_dir)
    waiting = len(unread(data))

    def read(tell: Callable[..., None]) -> None:
        with local_pool(lambda done, found: tell(pages_done=done, pages=found)) as workers:
            # What is dropped meanwhile is read in the next round.
            while unread(data):
                read_staged(data, workers, lambda progress: _told(tell, progress))

    if waiting:
        _begin(data_dir, Work("reading", waiting), read)


def _told(tell: Callable[..., None], progress: Progress) -> None:
    tell(done=progress.done, files=progress.total, name=progress.name)


def begin_loading(data_dir: Path, keys: Iterable[str], actor: Actor) -> None:
    """Mark these files as confirmed, and begin to load them and those that were confirmed before.

    Raises NotAllowed where the person may not.
    """
    data, chosen = DataDirectory(data_dir), frozenset(keys)
    check_may_load(data_dir, actor)
    for file in staged(data):
        if file.key in chosen and not file.confirmed:
            note(data, replace(file, confirmed=True, who=actor.who))
    confirmed = [file for file in staged(data) if file.confirmed]

    def load(tell: Callable[..., None]) -> None:
        tell(summary=load_confirmed(data_dir, actor, on_wait=lambda: tell(waits=True)))

    if confirmed:
        _begin(data_dir, Work("loading", len(confirmed)), load)


def check_may_load(data_dir: Path, actor: Actor) -> None:
    """Raise NotAllowed where the person's role is one that only looks."""
    draft = Draft("move")
    check_role(standing_role(actor, draft, Decisions.open(DataDirectory(data_dir)).accounts()), draft)


def resume(data_dir: Path, actor: Actor) -> None:
    """Take up what was broken off: read what was not read, and load what was confirmed and not loaded.

    A load that ended with a problem is not begun again by itself. Raises NotAllowed as begin_loading does.
    """
    begin_reading(data_dir)
    last = work(data_dir)
    if last is not None and (last.kind == "loading" or not last.is_over):
        return
    if any(file.confirmed for file in staged(DataDirectory(data_dir))):
        begin_loading(data_dir, (), actor)


def load_confirmed(
    data_dir: Path, actor: Actor, *, on_wait: Callable[[], None] = lambda: None
) -> LoadSummary:
    """Load the files that were confirmed, and put them aside once they stand in the build in force.

    A unit or year that the clerk has given is a decision of the person, written before the load,
    so that the build is right at once. Raises as load_paths does.
    """
    check_may_load(data_dir, actor)
    data = DataDirectory(data_dir)
    confirmed = [file for file in staged(data) if file.confirmed]
    _write_moves(data, confirmed, actor)
    summary = load_sources(sources(data, confirmed), data_dir, on_wait=on_wait)
    discard(data, [file.key for file in confirmed])
    return summary


def _write_moves(data: DataDirectory, files: Iterable[Staged], actor: Actor) -> None:
    """Write the units and years that a clerk has given, each once."""
    given = {file.key: file for file in files if file.unit is not None or file.year is not None}
    if not given:
        return
    decisions = Decisions.open(data)
    moved = {d.report_id: (d.unit_code, d.year) for d in decisions.log() if d.action == "move"}
    for look in looks(data):
        if look.file.key in given and moved.get(look.file.key) != (look.unit_code, look.year):
            decisions.record(
                actor,
                Draft(
                    "move",
                    unit_code=look.unit_code,
                    year=look.year,
                    report_id=look.file.key,
                    reason=GIVEN_REASON,
                ),
            )


def _begin(data_dir: Path, first: Work, act: Callable[[Callable[..., None]], None]) -> None:
    """Do something in the background, unless something is being done."""
    place = data_dir.resolve()

    def tell(**changes: Any) -> None:
        with _guard:
            _works[place] = replace(_works[place], **changes)

    def run() -> None:
        try:
            act(tell)
        except (UserError, BuildRefused, StoreUnreadable) as error:
            tell(problem=str(error))
        except Exception:
            # The boundary that isolates a thread: an error that leaves it is told to nobody, and ends no app.
            number = secrets.token_hex(3).upper()
            log.exception("work on uploads failed, number %s", number)
            tell(problem=f"没能完成，已记录，错误编号 {number}。放入的文件都还在，可以再试一次。")
        finally:
            tell(is_over=True)

    with _guard:
        last = _works.get(place)
        if last is not None and not last.is_over:
            return
        _works[place] = first
    threading.Thread(target=run, daemon=True, name=f"uploads-{first.kind}").start()


def put_aside(data_dir: Path, keys: Iterable[str]) -> None:
    """Leave files unloaded, and delete what was kept of them."""
    discard(DataDirectory(data_dir), keys)


def give(data_dir: Path, key: str, unit: str | None, year: int | None) -> None:
    """Write down which unit and year a clerk has named for a file."""
    data = DataDirectory(data_dir)
    for file in staged(data):
        if file.key == key:
            note(data, replace(file, unit=unit, year=year))


def dropped(data_dir: Path) -> list[Look]:
    """Return the dropped files as a clerk sees them. Raises UserError for a roster with a mistake."""
    return looks(DataDirectory(data_dir))


def units(data_dir: Path) -> dict[str, str]:
    """Return the names of the roster's units by code: those that a clerk can name."""
    return {unit.code: unit.name for unit in roster(DataDirectory(data_dir))}
