"""The known list of flaws: what is wrong in the sample county, and which finding must name it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from ingest.demo import changes, county
from ingest.demo.changes import value
from ingest.demo.model import SampleReport

# By then every unit has years enough behind it to tell what is usual.
FIRST_LEAP_YEAR = 2021
Change = Callable[[SampleReport, Random], SampleReport]


@dataclass(frozen=True, slots=True)
class Flaw:
    """A way in which a report goes wrong.

    Attributes:
        key: Its name.
        rules: Keys of the findings it must raise; () where it is legal.
        fits: Whether a report can have it.
        apply: Returns the report with the flaw, and with what is then expected.
        times: How many reports have it.
    """

    key: str
    rules: tuple[str, ...]
    fits: Callable[[SampleReport], bool]
    apply: Change
    times: int = 1


def _is_any(_report: SampleReport) -> bool:
    return True


def _is_2021(report: SampleReport) -> bool:
    return report.edition == "2021"


def _is_township(report: SampleReport) -> bool:
    return report.unit.is_township


def _keeps_blanks(report: SampleReport) -> bool:
    """Return whether an empty cell can be seen in the file at all."""
    return report.format != "text" or report.look.text_shape in ("bar_after_cell", "row_a_line", "tabs")


def _is_busy(report: SampleReport) -> bool:
    granted, held = (
        value(report, "granted", "natural_person"),
        value(report, "unable_not_held", "natural_person"),
    )
    return granted != held and granted > 0


def _has_zero_licences(report: SampleReport) -> bool:
    return _is_2021(report) and value(report, "licensing", "decisions", "disclosure") == 0


def _charges_nothing(report: SampleReport) -> bool:
    return (
        _is_2021(report)
        and _is_township(report)
        and value(report, "fees", "amount", "disclosure") == 0
        and report.unit.load < 3
    )


FLAWS: tuple[Flaw, ...] = (
    Flaw(
        "row_total_wrong",
        ("applications.row_sum", "applications.results_sum"),
        _is_busy,
        changes.row_total_wrong,
        2,
    ),
    Flaw(
        "column_total_wrong",
        ("applications.row_sum", "applications.balance", "applications.results_sum"),
        lambda report: value(report, "results_total", "natural_person") > 1,
        changes.column_total_wrong,
        2,
    ),
    Flaw("cells_swapped", ("applications.row_sum",), _is_busy, changes.cells_swapped),
    Flaw("litigation_total_wrong", ("litigation.row_sum",), _is_township, changes.litigation_total_wrong, 2),
    Flaw(
        "cell_blank",
        ("cell.blank",),
        lambda report: _is_2021(report) and _keeps_blanks(report),
        changes.cell_blank,
        3,
    ),
    Flaw(
        "part_blank",
        ("cell.blank", "relation.part_missing"),
        lambda report: _keeps_blanks(report) and value(report, "granted", "natural_person") > 0,
        changes.part_blank,
    ),
    Flaw(
        "cell_unreadable",
        ("cell.unreadable",),
        lambda report: _is_2021(report) and report.format != "text",
        changes.cell_unreadable,
    ),
    Flaw("count_negative", ("cell.negative",), _has_zero_licences, changes.count_negative),
    Flaw("count_with_fraction", ("cell.fraction",), _has_zero_licences, changes.count_with_fraction),
    Flaw(
        "rules_in_township",
        ("disclosure.rules_in_township",),
        lambda report: _is_2021(report) and _is_township(report),
        changes.rules_in_township,
        2,
    ),
    Flaw(
        "fee_without_unit",
        ("cell.unit_missing",),
        lambda report: (
            _is_2021(report)
            and value(report, "fees", "amount", "disclosure") > 0
            and not report.stated.processing_fee
        ),
        changes.fee_without_unit,
    ),
    Flaw(
        "fee_in_yuan",
        ("cell.unit",),
        lambda report: _is_2021(report) and value(report, "fees", "amount", "disclosure") > 0,
        changes.fee_in_yuan,
    ),
    Flaw("fee_as_if_in_yuan", ("cell.unit_doubtful",), _charges_nothing, changes.fee_as_if_in_yuan),
    Flaw("fee_beyond_its_row", ("narrative.fee",), _charges_nothing, changes.fee_beyond_its_row),
    Flaw(
        "count_leaps",
        ("count.jump",),
        lambda report: (
            report.year > FIRST_LEAP_YEAR
            and _is_township(report)
            and report.unit.first_year is None
            and _has_zero_licences(report)
        ),
        changes.count_leaps,
    ),
    Flaw(
        "procurement_without_unit",
        ("cell.unit_missing",),
        lambda report: value(report, "procurement", "amount", "disclosure") > 0,
        changes.procurement_without_unit,
    ),
    Flaw(
        "label_damaged", ("label.likeness",), lambda report: report.format != "text", changes.label_damaged, 2
    ),
    Flaw(
        "row_unknown",
        ("label.unknown",),
        lambda report: _is_2021(report) and report.format != "text",
        changes.row_unknown,
    ),
    Flaw(
        "row_missing",
        ("row.missing",),
        lambda report: (
            report.format != "text"
            and not any(
                value(report, row, "total")
                for row in ("denied_administrative_inquiry", "refused_publication")
            )
        ),
        changes.row_missing,
    ),
    Flaw(
        "table_missing",
        ("table.missing",),
        lambda report: not report.stated.review_cases,
        changes.table_missing,
    ),
    Flaw(
        "period_of_last_year",
        ("identity.year",),
        lambda report: report.year > county.FIRST_YEAR,
        changes.period_of_last_year,
        2,
    ),
    Flaw("period_too_short", ("identity.period",), _is_any, changes.period_too_short),
    Flaw("name_of_another_town", ("identity.name",), _is_township, changes.name_of_another_town, 2),
    Flaw("name_of_another_county", ("identity.name",), _is_township, changes.name_of_another_county),
    Flaw(
        "none_received_against_table",
        ("narrative.stated",),
        lambda report: (report.stated.applications_received or 0) > 0,
        changes.none_received_against_table,
        2,
    ),
    Flaw(
        "no_review_against_table",
        ("narrative.stated",),
        lambda report: report.stated.review_cases == 0 and report.stated.lawsuit_cases == 0,
        changes.no_review_against_table,
    ),
    Flaw(
        "parts_against_total",
        ("narrative.sum",),
        lambda report: (
            len(report.items) > 1
            and any(
                item.kind == "total"
                and any(f"政府信息{item.value}条" in text for text in report.prose.overview)
                for item in report.items
            )
        ),
        changes.parts_against_total,
        2,
    ),
    Flaw("section_missing", ("section.missing",), _is_any, changes.section_missing),
    Flaw("signed_late", ("report.late",), _is_township, changes.signed_late, 3),
    Flaw(
        "carried_in_differs",
        ("applications.carried",),
        lambda report: (
            report.year > county.FIRST_YEAR
            and value(report, "carried_in", "total") == 0
            and value(report, "new", "total") > 0
        ),
        changes.carried_in_differs,
        2,
    ),
    Flaw(
        "file_of_another_year",
        ("identity.year",),
        lambda report: str(report.year) in report.file.rpartition("/")[2],
        changes.file_of_another_year,
    ),
)
