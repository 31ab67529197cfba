"""The draft of the county's own report, as a Word file: six sections, tables filled, what a human adds marked.

The template is data/templates/县年度报告.docx; an office puts its own of that name into its data directory.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from markupsafe import Markup

from exports import draft_words
from exports.county import County, read_county
from exports.draft_words import Paragraph
from exports.measures import MEASURES, change_of
from exports.problems import read_problems
from exports.source import Source
from exports.stamp import Stamp, stamp
from exports.template import fill_in, template_path
from exports.text import closed_up
from exports.word_table import printed, table_xml, xml_text
from form import Table

TEMPLATE = "县年度报告.docx"
_TABLES = {"disclosure": "主动公开表", "applications": "依申请公开表", "litigation": "复议诉讼表"}
_BELOW = {"disclosure": "主动公开说明", "applications": "依申请公开说明", "litigation": "复议诉讼说明"}


def county_draft(
    source: Source,
    year: int,
    made_at: datetime,
    units: Sequence[str] = (),
    kinds: Sequence[str] = (),
    template: bytes | None = None,
) -> bytes:
    """Given a year, return the draft of the county's report.

    Args:
        source: The build.
        year: The year.
        made_at: When it is made; the file says so.
        units: Codes of the units wanted; all without it.
        kinds: Kinds of unit wanted; all without it.
        template: The office's own template; the one that is shipped without it.

    Raises:
        NothingToExport: no unit has a report in the year.
        TemplateUnusable: the template is no Word file, or has a mark that stands for nothing.
    """
    county = read_county(source, year, made_at, units, kinds)
    mark = stamp(source, "draft", year, made_at, tuple(units), tuple(kinds))
    content = template if template is not None else template_path(TEMPLATE, None).read_bytes()
    words = _context(source, county, mark)
    return fill_in(TEMPLATE, content, words, title=_title(county), made_at=county.made_at, note=mark.note())


def _title(county: County) -> str:
    return f"{county.name}{county.this.year}年政府信息公开工作年度报告"


def _context(source: Source, county: County, mark: Stamp) -> dict[str, Any]:
    where = {"units": list(mark.units), "kinds": list(mark.kinds)}
    year = county.this.year
    narrative = source.rows("narrative", years=[year], **where)
    narrative = narrative[narrative["unit_code"].isin([unit.code for unit in county.this.units])]
    themes, writers = read_problems(source, year, {unit.code: unit.name for unit in county.this.units})
    overview = draft_words.overview(county, change_of(source, county, MEASURES[0]), narrative)
    reports = source.rows("reports", years=[year], **where)
    reports = reports[reports["unit_code"].notna()]
    return {
        "县名": Markup(xml_text(county.name)),
        "年度": year,
        "标题": Markup(xml_text(_title(county))),
        "范围": _marked([(draft_words.Run(f"（草稿·{county.scope}）", marked=True),)])[0],
        "总体情况": _marked(overview),
        "存在问题": _marked(draft_words.problems(county, themes, writers)),
        "其他事项": _marked(draft_words.others(county, reports)),
        "数据版本": Markup(xml_text(("示例数据（虚构）；" if county.is_sample else "") + mark.line())),
        **{_TABLES[table.key]: _table(county, table) for table in county.this.edition.tables},
        **{
            _BELOW[table.key]: _marked([draft_words.below_table(county, table)])
            for table in county.this.edition.tables
        },
    }


def _table(county: County, table: Table) -> Markup:
    totals = ((address, county.this.totals.get(address)) for address in table.addresses())
    return Markup(table_xml(table, {address: printed(total.value) for address, total in totals if total}))


def _marked(paragraphs: Iterable[Paragraph]) -> list[Markup]:
    """Return paragraphs as runs of WordprocessingML, what a human has to see to highlighted."""
    return [Markup("".join(_run(run) for run in paragraph)) for paragraph in paragraphs]


def _run(run: draft_words.Run) -> str:
    look = '<w:rPr><w:highlight w:val="yellow"/></w:rPr>' if run.marked else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{xml_text(closed_up(run.text))}</w:t></w:r>'
