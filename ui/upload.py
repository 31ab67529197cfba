"""What the page 导入 shows: dropped files in groups, each with what a clerk has to know of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ingest import load_uploads as door
from ingest.load_refresh import begin_refresh
from ingest.load_uploads import Look, Work
from store.decisions.states import SETTLED
from ui import filters
from ui.html import NOTHING, Safe, go, join, tag
from ui.reads import Reads
from ui.words import listed

# 《政府信息公开条例》 took effect on 1 May 2008.
FIRST_YEAR = 2008
_MOST_NAMED = 6
# What the figures of the table are about: the rest takes all reports, and comes with the load.
CHECKED_SO_FAR = (
    "这里只核对了每份报告本身；与上一年度、与其他单位的比较要等导入以后，那时还可能有新的疑点，在办理页列出。"
)


@dataclass(frozen=True, slots=True)
class Batch:
    """Dropped files: those that can be loaded, that a clerk is asked about, that are the same as before, or failed."""

    ready: tuple[Look, ...]
    asked: tuple[Look, ...]
    same: tuple[Look, ...]
    failed: tuple[Look, ...]
    unread: tuple[Look, ...]

    @property
    def size(self) -> int:
        """Return how many files were dropped, those that are the same as another one among them."""
        return len(self.looks) + sum(len(look.file.twins) for look in self.looks)

    @property
    def looks(self) -> tuple[Look, ...]:
        """Return every file, each content once."""
        return (*self.ready, *self.asked, *self.same, *self.failed, *self.unread)


def batch(folder: str, again: str = "") -> Batch:
    """Return what was dropped; the file with the key ``again`` is asked about, recognised or not."""
    groups: dict[str, list[Look]] = {}
    for look in door.dropped(Path(folder)):
        asked = look.standing == "ready" and look.file.key == again
        groups.setdefault("asked" if asked else look.standing, []).append(look)
    names = ("ready", "asked", "same", "failed", "unread")
    return Batch(*(tuple(groups.get(name, ())) for name in names))


def recompute(data: Reads) -> None:
    """Begin to work out anew what reports are held against, after a decision on which of them count."""
    begin_refresh(Path(data.folder))


def not_here(folder: str) -> Safe:
    """Return that reports do not go where everything is invented."""
    return join(
        [
            tag("p", "这里是虚构的示例数据，真实报告不能和它放在一起。", class_="lead accent"),
            tag("p", "请另开一个数据目录，再到导入页放入文件："),
            tag("pre", tag("code", "python3 start.py --data 我的数据")),
            tag("p", f"当前数据目录：{folder}", class_="quiet small"),
        ]
    )


def answer_words(found: Batch) -> str:
    """Return in one sentence what is to be done with what was dropped."""
    if not found.size:
        return "把各单位报来的文件一次全放进来：PDF、Word、Excel、网页、文本或 ZIP 压缩包都行，确认之后才会导入。"
    parts = [
        (found.ready, "份可以导入"),
        (found.asked, "份要您指定单位或年度"),
        (found.unread, "份正在读取"),
        (found.same, "份以前导入过"),
        (found.failed, "份读不了"),
    ]
    counts = [(len(group), words) for group, words in parts]
    counts.append((found.size - len(found.looks), "份与其中另一份完全相同"))
    said = "，".join(f"{count} {words}" for count, words in counts if count)
    return f"放进来 {found.size} 份：{said}。"


def odd_year(found: Batch) -> int | None:
    """Return the year that most files are for, where some are for another; else None."""
    years = Counter(look.year for look in (*found.ready, *found.asked) if look.year is not None)
    return years.most_common(1)[0][0] if len(years) > 1 else None


Present = Mapping[tuple[str, int], str]


def ready_table(found: Batch, labels: Mapping[str, str], present: Present, settled: Present) -> Safe:
    """Return what can be loaded as a table for one look.

    Args:
        found: What was dropped.
        labels: Names of the units as screens show them, by code.
        present: File names of the reports in force by unit and year.
        settled: The same for units and years that are settled.
    """
    most = odd_year(found)
    times = Counter((look.unit_code, look.year) for look in found.ready)
    head = tag("tr", *(tag("th", name, scope="col") for name in ("单位", "年度", "文件", "核对", "说明", "")))
    rows = []
    noted = [(look, _notes(look, times, most, present, settled)) for look in found.ready]
    # What needs a second look stands on top.
    for look, notes in sorted(noted, key=lambda pair: not any(act for _, act in pair[1])):
        rows.append(
            tag(
                "tr",
                tag("td", labels.get(look.unit_code or "", look.unit_name)),
                tag("td", str(look.year), class_="accent" if most and look.year != most else None),
                tag("td", look.file.name, title=f"{look.file.folder}/{look.file.name}"),
                tag("td", _checked(look), class_="accent" if look.errors else "quiet"),
                tag(
                    "td",
                    join(
                        [tag("span", text, class_="accent" if act else "quiet") for text, act in notes], "；"
                    ),
                ),
                tag("td", go("改", "upload", ask=look.file.key, title="改单位或年度")),
            )
        )
    return tag(
        "div",
        tag("table", tag("thead", head), tag("tbody", join(rows)), class_="plain drop"),
        class_="scroll",
    )


def _checked(look: Look) -> str:
    said = [f"错误 {look.errors}"] if look.errors else []
    said += [f"提醒 {look.doubts}"] if look.doubts else []
    return " · ".join(said) or "本份没有发现问题"


def _notes(
    look: Look,
    times: Counter[tuple[str | None, int | None]],
    most: int | None,
    present: Present,
    settled: Present,
) -> list[tuple[str, bool]]:
    """Return what stands against a file, each with whether it needs a second look."""
    place = (look.unit_code or "", look.year or 0)
    notes: list[tuple[str, bool]] = [("已确认，还没有导完", True)] if look.file.confirmed else []
    if most is not None and look.year != most:
        notes.append((f"年度与其余文件（{most} 年）不同", True))
    if times[look.unit_code, look.year] > 1:
        notes.append(("本批同一单位同一年度不止一份，后放的为准", True))
    if place in settled:
        notes.append(("该单位已核定，导入后等待选用", True))
    elif place in present:
        notes.append((f"新版本，取代“{present[place]}”", True))
    if look.is_new_unit:
        notes.append(("名册里没有，将加入", False))
    if look.file.unit or look.file.year:
        notes.append(("单位、年度由您指定", False))
    if look.doubt:
        notes.append((look.doubt, True))
    return notes or [("新报告", False)]


def asked_words(look: Look) -> Safe:
    """Return why a file is asked about."""
    return join(
        [
            tag("b", look.file.name),
            tag("div", look.doubt or "重新指定单位和年度。", class_="small quiet"),
        ]
    )


def failed_list(found: Batch) -> Safe:
    """Return the files that cannot be read, each with the reason."""
    items = [tag("li", tag("b", look.file.name), f"：{look.doubt}", class_="act") for look in found.failed]
    return tag("ul", join(items), class_="remarks")


def twin_list(found: Batch) -> Safe:
    """Return which of the dropped files are the same, and which of them goes on."""
    items = [
        tag("li", tag("b", twin), " 与 ", tag("b", look.file.name), " 内容完全相同，只算后者一份。")
        for look in found.looks
        for twin in look.file.twins
    ]
    return tag("ul", join(items), class_="remarks") if items else NOTHING


def same_words(found: Batch) -> Safe:
    """Return which files were loaded before."""
    names = listed([look.file.name for look in found.same], _MOST_NAMED)
    return tag("p", f"{len(found.same)} 份与以前导入的内容完全相同，不再导入：{names}", class_="quiet")


def outcome(done: Work) -> Safe:
    """Given a load that is over, return what it did and where to go on."""
    if done.problem:
        return tag("p", done.problem, class_="lead accent")
    summary = done.summary
    if summary is None:
        return NOTHING
    said = [f"已导入 {len(summary.new)} 份"]
    said += [f"其中新版本 {len(summary.versions)} 份"] if summary.versions else []
    said += [f"未变 {summary.unchanged} 份"] if summary.unchanged else []
    said += [f"登记为读不了 {len(summary.failed)} 份"] if summary.failed else []
    said += [f"名册新增 {len(summary.proposed)} 个单位"] if summary.proposed else []
    return tag("p", "，".join(said), "。", go("到办理页继续", "worklist"), class_="lead done")


def unit_names(data: Reads) -> dict[str, str]:
    """Return the units that a clerk can name, by code, as screens show them."""
    known, shown = door.units(Path(data.folder)), filters.labels(data.rows("units"))
    return {code: shown.get(code, name) for code, name in known.items()}


def present(data: Reads) -> dict[tuple[str, int], str]:
    """Return the file names of the reports in force by unit and year."""
    reports = data.rows("reports")
    there = reports[reports["unit_code"].notna() & reports["year"].notna()]
    return {(row.unit_code, int(row.year)): row.file_name for row in there.itertuples()}


def settled(data: Reads) -> dict[tuple[str, int], str]:
    """Return the file names of the reports that are settled by unit and year."""
    found = data.rows("worklist")
    return {
        (row.unit_code, int(row.year)): row.file_name for row in found[found["state"] == SETTLED].itertuples()
    }


def years() -> list[int]:
    """Return the years that a report can be for, the latest first."""
    return list(range(datetime.now().year, FIRST_YEAR - 1, -1))
