"""Settle a year: freeze it as a snapshot, and list what has changed since."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from form.units import COUNTY
from store.builds import current_build
from store.decisions import Actor, Decisions, Draft, Incomplete
from store.decisions.snapshots import Snapshot, snapshots_of
from store.decisions.states import MISSING, SETTLED
from store.lock import loading
from store.paths import DataDirectory
from store.read import Store
from store.views import Basis

if TYPE_CHECKING:
    import pandas as pd

# Columns of what changed since a snapshot.
CHANGE_COLUMNS = (
    *("unit_code", "unit_name", "what", "table_key", "row_key", "column_key"),
    *("before", "after"),
)
_ADDRESS = ["unit_code", "table_key", "row_key", "column_key"]


def settle_year(root: Path, actor: Actor, year: int, *, name: str = "", reason: str = "") -> Snapshot:
    """Freeze a year as it is now, under a name, and return the snapshot.

    Units that are not 核定 have to be spoken for by a reason; those that never reported are named
    beside them. The county's own report may still be to come. Raises Incomplete, NotAllowed, Overtaken as ``Decisions.record`` does.
    """
    data = DataDirectory(root)
    # No load may prune the build before it is written that it is to be kept.
    with loading(data):
        store = Store.open(root)
        worklist = store.rows("worklist", years=[year])
        store.close()
        build = current_build(data)
        if build is None or (worklist["state"] == MISSING).all():
            raise Incomplete(f"{year}年度还没有报告，不能核定")
        open_ones = unsettled(worklist)
        if len(open_ones) and not reason.strip():
            names = "、".join(f"{row.unit_name}（{row.state}）" for row in open_ones.itertuples())
            raise Incomplete(f"还有{len(open_ones)}个单位没有核定：{names}。仍要核定全年的，须写明理由")
        decisions = Decisions.open(data)
        note = {
            "name": _new_name(name, year, snapshots_of(decisions.log())),
            "build_id": build.stem,
            "revision": store.revision,
            "files": _digest(build),
            "unsettled": list(open_ones["unit_name"]),
        }
        draft = Draft("settle_year", year=year, reason=reason, note=note)
        decision = decisions.record(actor, draft, seen=store.revision)
    return snapshots_of([decision])[0]


def unsettled(worklist: pd.DataFrame) -> pd.DataFrame:
    """Given the worklist of a year, return the units that a settled year lacks.

    The county's own report adds the others up and is due two months after them (《条例》第四十九条):
    as long as it is not there, nothing is missing.
    """
    to_come = (worklist["kind"] == COUNTY) & (worklist["state"] == MISSING)
    return worklist[(worklist["state"] != SETTLED) & ~to_come]


def snapshots(root: Path) -> list[Snapshot]:
    """Return all snapshots of a data directory, the first one first."""
    return snapshots_of(Decisions.open(DataDirectory(root)).log())


def open_snapshot(root: Path, snapshot: Snapshot, basis: Basis = "corrected") -> Store:
    """Return the store as it was when the year was settled. Raises StoreUnreadable."""
    return Store.open(root, snapshot.build_id, basis=basis, upto=snapshot.revision)


def is_unchanged(root: Path, snapshot: Snapshot) -> bool:
    """Return whether the snapshot's file is, byte for byte, what it was when the year was settled."""
    build = DataDirectory(root).builds / f"{snapshot.build_id}.duckdb"
    return build.is_file() and _digest(build) == snapshot.files


def changes_since(root: Path, snapshot: Snapshot) -> pd.DataFrame:
    """Given a snapshot, return what is otherwise now, a row a change: states, reports and numbers of its year.

    ``what`` is 状态, 报告 or 数字; numbers are those with people's corrections. NA: there was, or is, none.
    """
    import pandas as pd

    then, now = open_snapshot(root, snapshot), Store.open(root, basis="corrected")
    try:
        listed = [store.rows("worklist", years=[snapshot.year]) for store in (then, now)]
        cells = [store.rows("cells", years=[snapshot.year]) for store in (then, now)]
    finally:
        then.close()
        now.close()
    changes = [
        _changed(listed[0], listed[1], ["unit_code"], "state", "状态"),
        _changed(listed[0], listed[1], ["unit_code"], "report_id", "报告"),
        _changed(cells[0], cells[1], _ADDRESS, "value", "数字"),
    ]
    return pd.concat(changes, ignore_index=True)


def _changed(then: pd.DataFrame, now: pd.DataFrame, key: list[str], column: str, what: str) -> pd.DataFrame:
    """Return where a column is another, with the names of the units as they are now."""
    columns = [*key, "unit_name", column]
    both = then[columns].merge(now[columns], on=key, how="outer", suffixes=("_then", "_now"))
    before, after = both[f"{column}_then"], both[f"{column}_now"]
    is_other = (before != after) & ~(before.isna() & after.isna())
    both = both.assign(
        before=before.astype(object),
        after=after.astype(object),
        what=what,
        unit_name=both["unit_name_now"].fillna(both["unit_name_then"]),
    )
    return both[is_other].reindex(columns=list(CHANGE_COLUMNS))


def _new_name(wanted: str, year: int, known: list[Snapshot]) -> str:
    taken = {snapshot.name for snapshot in known}
    if wanted.strip() in taken:
        raise Incomplete(f"已有名为“{wanted.strip()}”的核定")
    if wanted.strip():
        return wanted.strip()
    number = sum(snapshot.year == year for snapshot in known) + 1
    name = f"{year}年度核定" if number == 1 else f"{year}年度第{number}次核定"
    while name in taken:
        number += 1
        name = f"{year}年度第{number}次核定"
    return name


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
