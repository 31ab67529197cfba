"""Whose report it is, and for which year, where no line is its title: what its own sentences say of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.places import is_name, oddity, split_name

# A report says whose it is before its first table.
_FIRST_CHARS = 3000
_FIRST_TABLE = re.compile(r"第二十条第|信息内容")
_KIND = r"(?:政府信息公开|政务公开|信息公开)(?:工作)?(?:的)?(?:年度?工作?报告|年度?报告|年报|(?:情况)?报告)"
# 现公布云溪镇2024年政府信息公开工作年度报告, 《云溪镇2024年……》; what others ask for is another document.
_ANNOUNCED = re.compile(rf"(?P<words>[《“\"]?[一-龥0-9]{{2,60}}?)(?={_KIND}(?!格式|[^。,;]{{0,20}}通知))")
_MAKING = re.compile(r"(?:特此|现将|现|特|已)?(?:向社会)?(?:公布|公开|编制|制定|形成|发布|撰写|作出)了?")
_YEAR = re.compile(r"(?<!\d)(?P<year>20\d{2})年度?")
# A year that goes on with a month and a day is that day's; one in brackets is a document's number.
_YEAR_SPOKEN_OF = re.compile(r"(?<![\d〔\[(])(20\d{2})年(?!\d{1,2}月\d)")
_TOWN_OFFICE = re.compile(r"(?=([一-龥]{2,14}?(?:镇|乡|街道|苏木)(?:人民政府|办事处|政府)))")
_TOWN_ACTING = re.compile(
    r"(?<=[年,。;:度])(?!度)([一-龥]{2,8}?(?:镇|乡|街道|苏木))"
    r"(?=主动|共|累计|严格|按照|认真|高度|坚持|全面|积极|紧紧|深入|未|没有|依申请|党政办|党委)"
)
# 由云溪镇人民政府党政办公室编制, 请与云溪镇党政办联系: who makes a report is asked about it.
_ANSWERABLE = re.compile(
    # What a county's government puts together is its own report, whichever office does it.
    r"(?<=由)(?P<county>[一-龥]{2,14}[县区市旗]人民政府)(?:办公室)?(?:汇总|综合)[一-龥]{0,40}编制"
    r"|(?<=[由与])(?P<name>[一-龥]{2,24}?(?:镇|乡|街道|苏木)(?:人民政府|办事处|政府)?)[一-龥]{0,16}?(?:编制|撰写|联系)"
)
_BUREAU = re.compile(r"(?:^|(?<=[^一-龥])|(?<=[与向由在年]))([一-龥]{2,4}[县区市旗][一-龥]{2,14}?局)")
# 结合市财政局信息公开工作: a verb before a bureau.
_WITH = re.compile(r"结合|根据|按照|围绕|配合|协助")
_OURS = {
    "镇": ("我镇", "本镇"),
    "乡": ("我乡", "本乡"),
    "街道": ("我街道", "本街道", "我街办"),
    "局": ("我局", "本局"),
}
# What a township's name costs at most that nothing but a name can be.
_ODDITY_MAX = 2.0
_COUNTY_MAX_CHARS = 5


@dataclass(frozen=True, slots=True)
class SelfNamed:
    """Publisher and year as a report's own sentences name them, None where they do not."""

    organisation: str | None
    year: int | None


def self_named(text: str) -> SelfNamed:
    """Given the running text of a report without spaces, return whose it says it is.

    A name is taken only where the text announces the report by it, or where it is the only
    one of its kind that the text speaks of as itself.
    """
    end = _FIRST_TABLE.search(text)
    head = text[: min(end.start() if end else len(text), _FIRST_CHARS)]
    announced = [_announced(match["words"]) for match in _ANNOUNCED.finditer(head)]
    name = next((found.organisation for found in announced if found.organisation), None)
    year = next((found.year for found in announced if found.year), None)
    return SelfNamed(name or _answerable(head) or _only_speaker(text), year or _only_year(head))


def _announced(words: str) -> SelfNamed:
    """Read the words before 政府信息公开工作年度报告: who makes it, and for which year."""
    made = list(_MAKING.finditer(words))
    quoted = max(words.rfind(mark) for mark in '《“"')
    if not made and quoted < 0:
        return SelfNamed(None, None)
    behind = words[max(quoted + 1, made[-1].end() if made else 0) :]
    before = words[: made[-1].start()] if made else ""
    year = _YEAR.search(behind)
    names = [*_YEAR.split(behind)[::2], *_YEAR.split(before)[::2]]
    own = next((whole for name in names if (whole := _whole(name))), None)
    return SelfNamed(own, int(year["year"]) if year else None)


def _whole(name: str) -> str | None:
    """Return a publisher's name as it is written in full, or None where the words are none."""
    # 云溪镇人民政府信息公开 says 政府 once for both.
    name = name + "政府" if name.endswith("人民") else name
    # Between 公布 and the year nothing but the name stands, so that 和 is of it.
    return name if _is_publisher(name.replace("和", "")) else None


def _is_publisher(name: str) -> bool:
    if len(name) < 3:
        return False
    parts = split_name(name)
    if parts.town is not None:
        return _is_town(parts.town, parts.office) and oddity(name) <= _ODDITY_MAX
    if parts.county is None or not is_name(parts.county) or len(parts.county) > _COUNTY_MAX_CHARS:
        return False
    return parts.office.endswith(("局", "委员会", "人民政府", "政府办公室"))


def _is_town(town: str, office: str) -> bool:
    """Return whether a township is named: 村镇 and 城镇 are words, but 南村镇人民政府 and 柳城镇人民政府 are names."""
    if town.endswith(("村镇", "城镇")) and not town.endswith("小城镇") and office.startswith("人民政府"):
        return len(town) > 2 and is_name(town.removesuffix("镇") + "街道")
    return is_name(town)


def _answerable(head: str) -> str | None:
    """Return the one township whose office the text says made the report, or answers for it."""
    named = [match["name"] or match["county"] for match in _ANSWERABLE.finditer(head)]
    names = [name for name in named if _is_publisher(name)]
    return max(names, key=len) if len({split_name(name).town for name in names}) == 1 else None


def _only_speaker(text: str) -> str | None:
    """Return the one township, or the one bureau, that the text speaks of as itself."""
    offices = [_without_year(name, text) for name in _TOWN_OFFICE.findall(text) if _is_publisher(name)]
    acting = [name for name in _TOWN_ACTING.findall(text) if _is_publisher(name)]
    spoken = {split_name(name).town or name for name in acting}
    # 信息管理|云溪镇人民政府: without a mark between them the heading's last words seem to be of the name.
    offices = [name for name in offices if not any(_runs_on(split_name(name).town, town) for town in spoken)]
    return _only([*offices, *acting], text) or _only(
        [name for name in _BUREAU.findall(text) if not _WITH.match(name)], text
    )


def _runs_on(town: str | None, spoken: str) -> bool:
    return town is not None and town != spoken and town.endswith(spoken)


def _without_year(name: str, text: str) -> str:
    """Return a name without the 年度 of 2023年度大兴乡, where it also stands without one."""
    bare = name.removeprefix("年").removeprefix("度")
    return bare if bare != name and re.search(rf"(?<![年度]){bare}", text) else name


def _only(names: list[str], text: str) -> str | None:
    """Return the fullest form of the one unit that all names are of, if it is said twice or says 我镇, 我局."""
    units = {split_name(name).town or name for name in names if _is_publisher(name)}
    if len(units) != 1:
        return None
    unit = next(iter(units))
    ours = next((words for end, words in _OURS.items() if unit.endswith(end)), ())
    if text.count(unit) < 2 and not any(word in text for word in ours):
        return None
    return max((name for name in names if unit in name and _is_publisher(name)), key=len)


def _only_year(head: str) -> int | None:
    """Return the one year that the text before the tables speaks of."""
    years = set(_YEAR_SPOKEN_OF.findall(head))
    return int(years.pop()) if len(years) == 1 else None
