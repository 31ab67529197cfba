"""单份报告: one report as printed, with what was found in it and where each number stands."""

from __future__ import annotations

from ui import cards, clickable, filters, report_views
from ui import report as one
from ui.html import join
from ui.reads import reads
from ui.report_choice import chosen_report

_TABLES, _BESIDE, _PROSE, _VERSIONS = _PARTS = ("表格", "对照上年", "正文", "版本")
TITLE = "单份报告"
FILTERS = ("unit", "year")


def render() -> None:
    """Show the page."""
    data = reads()
    found = chosen_report(data, filters.selection())
    if found.report is None:
        clickable.show(join([cards.heading(found.title, "", data.is_sample), found.missing]), key="head")
        return
    report = found.report
    findings = data.rows("findings_of_report", report_id=report["report_id"])
    heading = cards.heading(found.title, one.identity_words(report, findings), data.is_sample)
    clickable.show(heading, key="head")
    part = filters.choice("看什么", "part", _PARTS)
    if part == _TABLES:
        report_views.tables(data, report, findings, found.here)
    elif part == _BESIDE:
        report_views.beside_last_year(data, report)
    elif part == _PROSE:
        report_views.prose(data, report)
    else:
        report_views.versions(data, report)


if __name__ == "__main__":
    from ui.shell import hand_over

    hand_over()
