"""Whose report it is and for which year: the title, the period, and where they are at odds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from form.numerals import read_numeral
from form.spelling import plain
from ingest.findings import finding
from ingest.furniture import signature_of
from ingest.imprint import read_imprint
from ingest.model import Document, Finding, Identity, Line
from ingest.other_counties import other_counties
from ingest.places import county_in, is_name, oddity, split_name
from ingest.sections import find_headings
from ingest.self_named import SelfNamed, self_named

# The title stands near the top; web pages put navigation before it.
TITLE_WITHIN_LINES = 60
# A page's navigation may be long, but not endless.
TITLE_LAST_LINE = 600
# A title in large print is broken over a few lines at most.
TITLE_MAX_LINES = 5
# No title and no wrapped line of print is as long as this.
ONE_LINE_MIN_CHARS = 300
# A page's own lines above a report that stands on one line.
LINKS_MAX = 12

_YEAR = r"(?P<year>20\d{2}|二[〇○零O0]?[〇○零O0一二三四五六七八九]{2,3})"
# 工作年度报告 is written in many ways, and misprinted (工作告年度报).
_KIND = (
    rf"(?:政府?信息公开|政务公开|信息公开)(?:工作)?(?:的)?(?:{_YEAR.replace('<year>', '<inner>')}年?)?"
    r"(?:年度?工作?报告|年度?报告|工作报告|告年度报|年报|年度报)"
)
_TITLE = re.compile(
    rf"^(?P<before>.{{0,40}}?)(?:{_YEAR}\s*年?度?)?(?P<middle>[^0-9〇○零。；]{{0,40}}?)(?P<kind>{_KIND})(?P<after>.{{0,16}})$"
)
# A line of a list of reports: a title, and the day it was published.
_LISTED = re.compile(rf"^[^,，。;；]{{4,40}}{_KIND.replace('<inner>', '<listed>')}[^,，。;；]{{0,14}}$")
_YEAR_BEHIND = re.compile(rf"(?<!\d){_YEAR}年?度?[)）\]〕]?$")
_NAME_BEHIND = re.compile(r"[(（]([一-龥]{2,20}(?:政府|镇|乡|街道|办事处|局|委|县|区|市))[)）]")
_PERIOD = re.compile(
    r"(?P<y0>20\d{2})年(?P<m0>\d{1,2})月(?P<d0>\d{1,2})日起?(?:至|到|—|–|-|~|～|─|－|——)+"
    r"(?:(?P<y1>20\d{2})年)?(?P<m1>\d{1,2})月(?P<d1>\d{1,2})日"
)
_NOT_IN_TITLE = re.compile(r"[。；;,，]|报告格式|办函|根据|按照|编制|现将|统计期限|上一篇|下一篇|\d{4}-\d{2}")
_NOISE = re.compile(r"^(?:(?:文件|信息)?(?:标题|名称)[:：|]*|关于|附件\d*[:：]?|首页|当前位置.*[>＞])")


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
    if lines and len(lines[0].text) > ONE_LINE_MIN_CHARS:
        return _title_of_words(lines[0])
    under_links = _under_links(lines)
    # Two columns of a page or two pages of a sheet may share lines, and tables may leave little of the one line.
    left = [replace(line, text=line.text.split("\t")[0]) for line in lines]
    return (
        under_links
        or _best_title(lines, _title_stop(lines))
        or _best_title(left, _title_stop(left))
        or (_title_of_words(lines[0]) if lines else None)
    )


def _under_links(lines: Sequence[Line]) -> Title | None:
    """Return the title of a report that stands on one line below a page's own lines."""
    at = next((at for at, line in enumerate(lines[:LINKS_MAX]) if len(line.text) > ONE_LINE_MIN_CHARS), None)
    headings = find_headings(lines) if at is not None else []
    # A paragraph that long begins with its heading, if it has one.
    if at is None or not headings or headings[0].start.line != at or headings[0].start.char == 0:
        return None
    return _title_of_words(lines[at], at)


def _title_of_words(line: Line, at: int = 0) -> Title | None:
    """Return the title at the head of a report that stands on one line: its words are what lines are elsewhere."""
    words = line.text[:ONE_LINE_MIN_CHARS].split()[:TITLE_MAX_LINES]
    title = _best_title([replace(line, text=word) for word in words], len(words))
    return replace(title, first_line=at, last_line=at - 1) if title else None


def title_at(lines: Sequence[Line]) -> Title | None:
    """Given lines, return the title that the first of them begin, of one line or of all, or None."""
    found = [
        title for count in range(1, len(lines) + 1) if (title := _title_in(lines[:count], 0)) is not None
    ]
    return max(found, key=_rank) if found else None


def _best_title(lines: Sequence[Line], stop: int) -> Title | None:
    candidates = [
        (_rank(title), -count, first, title)
        for first in range(stop)
        for count in range(1, TITLE_MAX_LINES + 1)
        if (title := _title_in(lines[first : first + count], first)) is not None
    ]
    return max(candidates, key=lambda candidate: candidate[:3])[3] if candidates else None


def _title_stop(lines: Sequence[Line]) -> int:
    """Return the line before which the title stands: the first heading, or a few lines."""
    headings = find_headings(lines)
    stop = headings[0].start.line if headings else TITLE_WITHIN_LINES
    return min(stop, len(lines), TITLE_LAST_LINE)


def _rank(title: Title) -> tuple[bool, bool, float]:
    """A title with a year goes first, then one that names its publisher, then one with a plain name.

    Of equals the last one counts: lists of other reports stand before the report itself.
    """
    return title.year is not None, title.organisation is not None, -round(oddity(title.organisation or ""), 3)


def _title_in(window: Sequence[Line], first: int) -> Title | None:
    if not window:
        return None
    text = "".join(re.sub(r"\s", "", plain(line.text)) for line in window)
    if len(text) > 80 or _NOT_IN_TITLE.search(text):
        return None
    match = _TITLE.match(_NOISE.sub("", text).strip("《》【】"))
    if match is None:
        return None
    behind = _YEAR_BEHIND.search(match["after"])
    written = match["year"] or match["inner"] or (behind["year"] if behind else None)
    bracketed = _NAME_BEHIND.fullmatch(match["after"])
    name = (
        _clean_name(match["before"]) or _clean_name(match["middle"]) or (bracketed[1] if bracketed else None)
    )
    return Title(name, read_year(written) if written else None, first, first + len(window) - 1)


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
    text = _flat(lines)
    period = _period(text)
    signature = signature_of(lines)
    organisation = (
        (title.organisation if title else None)
        or signature.organisation
        or document.metadata.get("organisation")
    )
    year = title.year if title else None
    said = self_named(text) if organisation is None or year is None else SelfNamed(None, None)
    printed = organisation
    organisation = organisation or said.organisation
    if year is None:
        year = int(period[0][:4]) if period else said.year
    town, county = _places(organisation, lines)
    identity = Identity(
        town=town,
        county=county,
        organisation=organisation,
        year=year,
        period=period,
        published_on=document.metadata.get("published_on") or _published_on(document),
        signed_on=signature.date,
    )
    own = _flat(_without_links(lines))
    findings = [
        *_told(identity, printed),
        *_years(identity, file_name),
        *_names(identity, own),
        *other_counties(identity, own),
    ]
    body = title.last_line + 1 if title else 0
    return IdentityRead(identity, tuple(findings), body, title is not None)


def _published_on(document: Document) -> str | None:
    """Return the day printed beside the report, as a web page has it that was printed or copied."""
    return next(iter(read_imprint(document.blocks).get("published_on", [])), None)


def _flat(lines: Iterable[Line]) -> str:
    """Return lines as running text without spaces."""
    return re.sub(r"\s", "", plain("".join(line.text for line in lines)))


def _by_paragraph(lines: Iterable[Line]) -> str:
    """Return lines as running text without spaces, a break where a paragraph is known to begin: no name goes over it."""
    return "".join("\n" * bool(line.paragraph_start) + _flat([line]) for line in lines)


def _without_links(lines: Sequence[Line]) -> list[Line]:
    """Return lines without the titles of other reports that a page lists below its own."""
    headings = find_headings(lines)
    body = headings[0].start.line if headings else len(lines)
    return [line for at, line in enumerate(lines) if at < body or not _LISTED.match(_flat([line]))]


def _period(text: str) -> tuple[str, str] | None:
    match = _PERIOD.search(text)
    if match is None:
        return None
    first, last = match["y0"], match["y1"] or match["y0"]
    return (
        f"{first}-{int(match['m0']):02d}-{int(match['d0']):02d}",
        f"{last}-{int(match['m1']):02d}-{int(match['d1']):02d}",
    )


def _places(organisation: str | None, lines: Sequence[Line]) -> tuple[str | None, str | None]:
    """Return town and county as the publisher's name has them; the county else from a signature or the text."""
    if organisation is None:
        return None, None
    name = split_name(organisation)
    return name.town, name.county or _county_signed(name.town, lines) or county_in(
        _by_paragraph(lines), name.town
    )


def _county_signed(town: str | None, lines: Sequence[Line]) -> str | None:
    """Return the county in a line that is nothing but the publisher's full name."""
    whole = re.compile(rf"[一-龥]{{2,20}}{re.escape(town or '')}(?:人民政府|街道办事处|办事处)?")
    for line in reversed(lines if town else ()):
        words = _flat([line])
        if whole.fullmatch(words) and (signed := split_name(words)).town == town and signed.county:
            return signed.county
    return None


def _told(identity: Identity, printed: str | None) -> Iterable[Finding]:
    """Ask about a publisher that neither title nor signature names, only the report's own sentences."""
    if identity.organisation is not None and printed is None:
        yield finding(
            "identity.unknown",
            f"报告没有写明编制单位的标题和落款，按正文所称认作“{identity.organisation}”，请核对。",
        )


# A year that goes on with a month is a day of making or publishing (2024-01-15, 2024年1月).
_YEAR_OF_FILE = re.compile(r"(?<!\d)(20[12]\d)(?=年(?!\d)|度|政|[_—\s.](?!\d)|-(?!\d)|$)")


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
    stem = plain(file_name).rsplit(".", 1)[0]
    named = {int(year) for year in _YEAR_OF_FILE.findall(stem)}
    if named and identity.year not in named:
        shown = "、".join(str(year) for year in sorted(named))
        yield finding(
            "identity.year",
            f"标题是{identity.year}年，文件名写作{shown}年，年份不一致。",
            expected=identity.year,
            actual=min(named),
        )


# A township that begins a sentence and acts in it is spoken of as the publisher.
_ACTING_TOWN = re.compile(
    r"(?:^|[,，。;；:：（(《“]|年度?|编制)(?P<name>[一-龥]{2,14}?(?:镇|乡|街道))"
    r"(?=人民政府|政府|党|办事处|20\d{2}年|未|没有|共|主动|严格|认真|高度|坚持|全面|积极|持续|不断|进一步|紧紧|深入|按照)"
)


def _names(identity: Identity, text: str) -> Iterable[Finding]:
    """Ask about another township that the text speaks of as if it were the publisher."""
    own = identity.town
    if own is None:
        return
    others: Counter[str] = Counter()
    for match in _ACTING_TOWN.finditer(text):
        name = split_name(match["name"]).town
        if name is None or name.endswith(own) or own.endswith(name) or not is_name(name):
            continue
        others[name] += 1
    for name in others:
        yield finding(
            "identity.name",
            f"报告的编制单位是{own}，正文中却写有“{name}”，请核对是否套用了其他单位的报告。",
        )
