"""Whose report it is and for which year: the title, the period, and where they are at odds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from form.numerals import read_numeral
from form.spelling import plain
from ingest.model import Document, Finding, Identity, Line
from ingest.tables.align import finding

# The title stands near the top; web pages put navigation before it.
TITLE_WITHIN_LINES = 60
# A title in large print is broken over a few lines at most.
TITLE_MAX_LINES = 5

_YEAR = r"(?P<year>20\d{2}|二[〇○零O0]?[〇○零O0一二三四五六七八九]{2,3})"
# 工作年度报告 is written in many ways, and misprinted (工作告年度报).
_KIND = (
    r"(?:政府?信息公开|政务公开|信息公开)(?:工作)?(?:的)?"
    r"(?:年度?工作?报告|年度?报告|工作报告|告年度报|年报|年度报)"
)
_TITLE = re.compile(
    rf"^(?P<before>.{{0,40}}?)(?:{_YEAR}\s*年?度?)?(?P<middle>[^0-9。；]{{0,40}}?)(?P<kind>{_KIND})(?P<after>.{{0,16}})$"
)
_YEAR_ALONE = re.compile(rf"{_YEAR}\s*年")
_BRACKETED_YEAR = re.compile(r"[(（\[〔]\s*(20\d{2})\s*(?:年度?)?\s*[)）\]〕]")
_PERIOD = re.compile(
    r"(?P<y0>20\d{2})年(?P<m0>\d{1,2})月(?P<d0>\d{1,2})日起?(?:至|到|—|–|-|~|～|─|－|——)+"
    r"(?:(?P<y1>20\d{2})年)?(?P<m1>\d{1,2})月(?P<d1>\d{1,2})日"
)
_DATE = re.compile(
    r"^(20\d{2}|二[〇○零][〇○零一二三四五六七八九]{2})年(\d{1,2}|[一二三四五六七八九十]{1,2})月(\d{1,2}|[一二三四五六七八九十]{1,3})日$"
)
_SUFFIX = r"(?:人民政府办公室|人民政府|街道办事处|办事处|政府|管理委员会|管委会)"
_PROVINCE = r"(?:[一-龥]{2,6}?省|[一-龥]{2,8}?自治区|北京市|上海市|天津市|重庆市)"
_CITY = r"(?:[一-龥]{2,8}?(?:市|自治州|地区|盟))"
_COUNTY = r"(?:[一-龥]{1,10}?(?:自治县|县|区|市|旗|林区|特区))"
_TOWN = r"(?:[一-龥]{1,10}?(?:民族乡|街道|镇|乡|苏木))"
_NAME = re.compile(
    rf"^(?P<province>{_PROVINCE})?(?P<city>{_CITY})?(?P<county>{_COUNTY})?(?P<town>{_TOWN})?(?P<rest>.*)$"
)
_SIGNATURE = re.compile(r"^[一-龥]{2,30}(?:人民政府|办事处|委员会|办公室|局|中心|厅|院)$")
_NOISE = re.compile(r"^(?:关于|附件\d*[:：]?|首页|当前位置.*[>＞])")


@dataclass(frozen=True, slots=True)
class Title:
    """The title as printed: its publisher, its year, and the lines it stands in."""

    organisation: str | None
    year: int | None
    first_line: int
    last_line: int


@dataclass(frozen=True, slots=True)
class IdentityRead:
    """Identity with what there is to say about it, and the line at which the body begins."""

    identity: Identity
    findings: tuple[Finding, ...]
    body: int
    titled: bool


def find_title(lines: Sequence[Line]) -> Title | None:
    """Given the lines of a report, return its title, or None where it has none.

    Of lines that could be it, the one that names publisher and year goes first.
    """
    best: tuple[int, Title] | None = None
    for first in range(min(len(lines), TITLE_WITHIN_LINES)):
        for count in range(1, TITLE_MAX_LINES + 1):
            window = lines[first : first + count]
            title = _title_in(window, first)
            if title is not None:
                score = 2 * (title.year is not None) + (title.organisation is not None)
                if best is None or score > best[0]:
                    best = (score, title)
                break
        if best is not None and best[0] == 3:
            break
    return best[1] if best else None


def _title_in(window: Sequence[Line], first: int) -> Title | None:
    if not window:
        return None
    text = "".join(re.sub(r"\s", "", plain(line.text)) for line in window)
    if len(text) > 80 or re.search(r"[。；;]", text):
        return None
    match = _TITLE.match(_NOISE.sub("", text).strip("《》【】"))
    if match is None:
        return None
    year = read_year(match["year"]) if match["year"] else None
    if year is None:
        bracketed = _BRACKETED_YEAR.search(match["after"])
        year = int(bracketed[1]) if bracketed else None
    name = _clean_name(match["before"]) or _clean_name(match["middle"])
    return Title(name, year, first, first + len(window) - 1)


def _clean_name(text: str) -> str | None:
    """Return the publisher's name in a piece of a title, or None where the piece is none."""
    name = re.sub(r"[\s《》【】“”\"'()（）\[\]〔〕:：|·]", "", text)
    name = re.sub(r"(?:20\d{2}|[二〇○零一三四五六七八九]{4})年?度?", "", name)
    name = re.sub(r"^(?:关于|附件\d*)|(?:关于|的|年度?)$", "", name)
    return name if len(name) >= 2 and re.search(r"[一-龥]", name) else None


def read_year(text: str) -> int | None:
    """Given a year in digits or numerals, return it; None where it is no year of this century."""
    value = int(text) if text.isdigit() else read_numeral(text.replace("O", "〇").replace("0", "〇"))
    return value if value is not None and 2000 <= value <= 2099 else None


def read_identity(lines: Sequence[Line], document: Document, file_name: str) -> IdentityRead:
    """Given the lines outside tables, return whose report it is and what is odd about it.

    Args:
        lines: Lines in reading order.
        document: For the facts that stand beside the report.
        file_name: The file's name without its folder; only compared, never believed.
    """
    title = find_title(lines)
    text = re.sub(r"\s", "", plain("".join(line.text for line in lines)))
    period = _period(text)
    signed = _signature(lines)
    organisation = (title.organisation if title else None) or signed or document.metadata.get("organisation")
    year = title.year if title and title.year else None
    if year is None and title is None:
        year = int(period[0][:4]) if period else None
    if year is None:
        year = int(period[0][:4]) if period else None
    town, county = _places(organisation, text)
    identity = Identity(
        town=town,
        county=county,
        organisation=organisation,
        year=year,
        period=period,
        published_on=document.metadata.get("published_on"),
    )
    findings = [*_years(identity, file_name), *_names(identity, text)]
    body = title.last_line + 1 if title else 0
    return IdentityRead(identity, tuple(findings), body, title is not None)


def _period(text: str) -> tuple[str, str] | None:
    match = _PERIOD.search(text)
    if match is None:
        return None
    first, last = match["y0"], match["y1"] or match["y0"]
    return (
        f"{first}-{int(match['m0']):02d}-{int(match['d0']):02d}",
        f"{last}-{int(match['m1']):02d}-{int(match['d1']):02d}",
    )


def _signature(lines: Sequence[Line]) -> str | None:
    """Return the publisher as signed: a line that is a name, right before a line that is a date."""
    texts = [re.sub(r"\s", "", plain(line.text)) for line in lines]
    for at in range(len(texts) - 1, 0, -1):
        if _DATE.match(texts[at]) and _SIGNATURE.match(texts[at - 1]):
            return texts[at - 1]
    return texts[-1] if texts and _SIGNATURE.match(texts[-1]) else None


def _places(organisation: str | None, text: str) -> tuple[str | None, str | None]:
    """Return town and county as the publisher's name has them; the county else from the text."""
    if organisation is None:
        return None, None
    match = split_name(organisation)
    town = match["town"]
    county = match["county"]
    if county is None and match["city"] and not match["rest_is_city"]:
        county = match["city"]
    if county is None and town is not None:
        county = _county_before(town, text)
    return town, county


def split_name(name: str) -> dict[str, str | None]:
    """Given a publisher's name, return its province, city, county and town as far as it has them.

    >>> split_name("达州市渠县清溪场镇人民政府")["town"], split_name("渠县清溪场镇")["county"]
    ('清溪场镇', '渠县')
    """
    parts: dict[str, str | None] = {
        "province": None,
        "city": None,
        "county": None,
        "town": None,
        "rest_is_city": None,
    }
    rest = name
    match = re.match(_PROVINCE, rest)
    if match:
        parts["province"], rest = match[0], rest[match.end() :]
    rest = _take_city_and_county(parts, rest)
    match = re.match(rf"({_TOWN})(?={_SUFFIX}|党|$|[一-龥])", rest)
    if match and not rest.startswith(("镇", "乡", "街道")):
        parts["town"] = match[1]
    return parts


def _take_city_and_county(parts: dict[str, str | None], rest: str) -> str:
    """Take the levels between province and town; of two names the second is the county."""
    levels: list[str] = []
    pattern = re.compile(r"[一-龥]{1,9}?(?:自治州|自治县|自治旗|林区|特区|县|市|区|旗|州|盟)")
    while len(levels) < 2:
        match = pattern.match(rest)
        if match is None or len(match[0]) < 2 or _cuts_a_town(match[0], rest):
            break
        levels.append(match[0])
        rest = rest[match.end() :]
    if len(levels) == 2:
        parts["city"], parts["county"] = levels
    elif levels:
        parts["county"] = levels[0]
    return rest


def _cuts_a_town(name: str, rest: str) -> bool:
    """Say whether what looks like a county is the head of a town's name (市中街道, 区 in 开发区街道)."""
    town = re.match(r"[一-龥]{1,6}?(?:街道|镇|乡)", rest)
    return town is not None and town.end() <= len(name) + 1 and not rest[len(name) :].startswith(("镇", "乡"))


def _county_before(town: str, text: str) -> str | None:
    """Return the county that the text puts right before the town's name, most often."""
    pattern = re.compile(
        rf"(?:^|[，。、；：在由向对和（《省市州]|编制|对照|按照)?([一-龥]{{1,6}}?(?:县|区|市|旗)){re.escape(town)}"
    )
    found = Counter(_last_level(match[1]) for match in pattern.finditer(text))
    return found.most_common(1)[0][0] if found else None


def _last_level(name: str) -> str:
    return re.sub(r"^.*(?:省|市|州)(?=[一-龥]{1,})", "", name) or name


def _years(identity: Identity, file_name: str) -> Iterable[Finding]:
    """Hold the title's year against the period and the file's name."""
    if identity.year is None:
        yield finding("identity.unknown", "没有读到报告年度，请在导入时指定。")
        return
    if identity.organisation is None:
        yield finding("identity.unknown", "没有读到编制单位的名称，请在导入时指定。")
    if identity.period is not None:
        first, last = identity.period
        if int(first[:4]) != identity.year or int(last[:4]) != identity.year:
            yield finding(
                "identity.year",
                f"标题是{identity.year}年，正文的统计期限是{first}至{last}，年份不一致。",
                expected=identity.year,
                actual=int(first[:4]) if int(first[:4]) != identity.year else int(last[:4]),
            )
        elif (first[5:], last[5:]) != ("01-01", "12-31"):
            yield finding("identity.period", f"统计期限是{first}至{last}，不是整年。")
    named = {
        int(year)
        for year in re.findall(
            r"(?<!\d)(20[12]\d)(?=年|度|[-_—\s.]|政|$)", plain(file_name).rsplit(".", 1)[0]
        )
    }
    if named and identity.year not in named:
        shown = "、".join(str(year) for year in sorted(named))
        yield finding(
            "identity.year",
            f"标题是{identity.year}年，文件名写作{shown}年，年份不一致。",
            expected=identity.year,
            actual=min(named),
        )


_OTHER_TOWN = re.compile(
    r"(?:^|[，。、；：（(《“\s]|年度?|编制|我|本)(?P<town>[一-龥]{2,6}?(?:镇|乡|街道))"
    r"(?=人民政府|党委|党政|政府信息公开|20\d{2}年|未收到|未发生|共收到|没有收到|办事处|主动公开|严格|认真|高度重视)"
)
_NOT_A_NAME = re.compile(
    r"^(?:各|全|本|我|该|我们|乡|村|县|区|市|及|与|和|对|在|由|向|一|两|三|所辖|辖区|有关|相关|其他|其它|部分|多个|个别|年|度|是|全体|指导|督促|推动|促进|组织|要求|加强|开展|围绕|按照|根据)|乡镇|镇乡|城镇$|村镇$|街镇|镇街"
)


def _names(identity: Identity, text: str) -> Iterable[Finding]:
    """Ask about another township that the text speaks of as if it were the publisher."""
    if identity.town is None:
        return
    own = identity.town
    if len(own) < 2:
        return
    others: Counter[str] = Counter()
    for match in _OTHER_TOWN.finditer(text):
        name = _last_level(re.sub(r"^.*?(?:县|区|市)(?=[一-龥]{2,}(?:镇|乡|街道)$)", "", match["town"]))
        if name.endswith(own) or own.endswith(name) or _NOT_A_NAME.search(name):
            continue
        others[name] += 1
    for name in others:
        yield finding(
            "identity.name",
            f"报告的编制单位是{own}，正文中却写有“{name}”，请核对是否套用了其他单位的报告。",
        )
