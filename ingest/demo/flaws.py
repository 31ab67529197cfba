"""The known list of flaws: what is wrong in the sample county, and which finding must name it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from random import Random

from form import Address
from ingest.demo import county
from ingest.demo.model import Expected, SampleReport

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


def _at(row: str, column: str, table: str = "applications") -> Address:
    return Address(table, row, column)


def _value(report: SampleReport, row: str, column: str, table: str = "applications") -> Decimal:
    return report.values.get(_at(row, column, table)) or Decimal(0)


def _print(report: SampleReport, cells: Mapping[Address, tuple[str, Decimal | None]]) -> SampleReport:
    """Return the report with those cells printed and read otherwise."""
    return replace(
        report,
        printed=report.printed | {address: text for address, (text, _) in cells.items()},
        values=report.values | {address: value for address, (_, value) in cells.items()},
    )


def _count(number: Decimal | int) -> tuple[str, Decimal]:
    return str(int(number)), Decimal(int(number))


def _expect(report: SampleReport, *expected: Expected) -> SampleReport:
    return replace(report, expected=report.expected + expected)


def _row_total_wrong(report: SampleReport, _rng: Random) -> SampleReport:
    cell = _at("granted", "total")
    wrong = _print(report, {cell: _count(_value(report, "granted", "total") + 1)})
    return _expect(
        wrong,
        Expected("applications.row_sum", "applications", "granted", None),
        Expected("applications.results_sum", "applications", None, "total"),
    )


def _column_total_wrong(report: SampleReport, _rng: Random) -> SampleReport:
    cell = _at("results_total", "natural_person")
    wrong = _print(report, {cell: _count(_value(report, "results_total", "natural_person") - 1)})
    return _expect(
        wrong,
        Expected("applications.row_sum", "applications", "results_total", None),
        Expected("applications.balance", "applications", None, "natural_person"),
        Expected("applications.results_sum", "applications", None, "natural_person"),
    )


def _cells_swapped(report: SampleReport, _rng: Random) -> SampleReport:
    first, second = _at("granted", "natural_person"), _at("unable_not_held", "natural_person")
    wrong = _print(
        report,
        {
            first: (report.printed[second], report.values[second]),
            second: (report.printed[first], report.values[first]),
        },
    )
    return _expect(
        wrong,
        Expected("applications.row_sum", "applications", "granted", None),
        Expected("applications.row_sum", "applications", "unable_not_held", None),
    )


def _litigation_total_wrong(report: SampleReport, _rng: Random) -> SampleReport:
    cell = _at("review", "upheld", "litigation")
    wrong = _print(report, {cell: _count(_value(report, "review", "upheld", "litigation") + 1)})
    return _expect(wrong, Expected("litigation.row_sum", "litigation", "review", None))


def _cell_blank(report: SampleReport, rng: Random) -> SampleReport:
    cell = rng.choice(
        [
            _at("denied_state_secret", "research"),
            _at("refused_excessive", "business"),
            _at("carried_out", "public_interest"),
            _at("penalties", "decisions", "disclosure"),
        ]
    )
    return _expect(_print(report, {cell: ("", None)}), Expected("cell.blank", *cell))


def _cell_unreadable(report: SampleReport, rng: Random) -> SampleReport:
    cell = rng.choice(
        [_at("licensing", "decisions", "disclosure"), _at("coercion", "decisions", "disclosure")]
    )
    return _expect(_print(report, {cell: ("见附表", None)}), Expected("cell.unreadable", *cell))


def _count_negative(report: SampleReport, _rng: Random) -> SampleReport:
    cell = _at("licensing", "decisions", "disclosure")
    return _expect(_print(report, {cell: ("-3", Decimal(-3))}), Expected("cell.negative", *cell))


def _count_with_fraction(report: SampleReport, _rng: Random) -> SampleReport:
    cell = _at("penalties", "decisions", "disclosure")
    return _expect(_print(report, {cell: ("2.5", Decimal("2.5"))}), Expected("cell.fraction", *cell))


def _rules_in_township(report: SampleReport, _rng: Random) -> SampleReport:
    cell = _at("rules", "in_force", "disclosure")
    return _expect(_print(report, {cell: _count(2)}), Expected("disclosure.rules_in_township", *cell))


def _fee_without_unit(report: SampleReport, _rng: Random) -> SampleReport:
    cell = _at("fees", "amount", "disclosure")
    bare = report.form.table("disclosure").column("amount").aliases[0]
    unlabelled = replace(report, column_labels=report.column_labels | {("fees", "amount"): bare})
    wrong = _print(unlabelled, {cell: (report.printed[cell], None)})
    return _expect(wrong, Expected("cell.unit_missing", *cell))


def _fee_in_yuan(report: SampleReport, rng: Random) -> SampleReport:
    cell = _at("fees", "amount", "disclosure")
    thousands = rng.randint(12, 80)
    return _expect(
        _print(report, {cell: (f"{thousands}000元", Decimal(thousands) / 10)}), Expected("cell.unit", *cell)
    )


def _procurement_without_unit(report: SampleReport, _rng: Random) -> SampleReport:
    cell = _at("procurement", "amount", "disclosure")
    unlabelled = replace(
        report,
        column_labels={key: label for key, label in report.column_labels.items() if key[0] != "procurement"},
    )
    text = report.printed[cell].removesuffix("万元")
    return _expect(_print(unlabelled, {cell: (text, None)}), Expected("cell.unit_missing", *cell))


def _label_damaged(report: SampleReport, rng: Random) -> SampleReport:
    key = rng.choice(
        ["denied_security_stability", "denied_process_information", "unable_not_held", "refused_petition"]
    )
    label = report.form.table("applications").row(key).label
    middle = len(label) // 2
    damaged = replace(report, row_labels={("applications", key): label[:middle] + label[middle + 1 :]})
    return _expect(damaged, Expected("label.likeness", "applications", key, None))


def _row_unknown(report: SampleReport, _rng: Random) -> SampleReport:
    block = report.form.table("disclosure").row("penalties").block
    return _expect(
        replace(report, unknown_row=(block, "行政确认", "6")),
        Expected("label.unknown", "disclosure", None, None),
    )


def _row_missing(report: SampleReport, rng: Random) -> SampleReport:
    key = rng.choice(["denied_administrative_inquiry", "refused_publication"])
    gone = {address for address in report.printed if address[:2] == ("applications", key)}
    shorter = replace(
        report,
        printed={address: text for address, text in report.printed.items() if address not in gone},
        values={address: value for address, value in report.values.items() if address not in gone},
    )
    return _expect(shorter, Expected("row.missing", "applications", key, None))


def _table_missing(report: SampleReport, _rng: Random) -> SampleReport:
    kept = tuple(table for table in report.tables if table != "litigation")
    shorter = replace(
        report,
        tables=kept,
        printed={address: text for address, text in report.printed.items() if address.table in kept},
        values={address: value for address, value in report.values.items() if address.table in kept},
    )
    return _expect(shorter, Expected("table.missing", "litigation", None, None))


def _in_preamble(report: SampleReport, old: str, new: str) -> SampleReport:
    changed = tuple(paragraph.replace(old, new) for paragraph in report.prose.preamble)
    return replace(report, prose=replace(report.prose, preamble=changed))


def _in_overview(report: SampleReport, old: str, new: str) -> SampleReport:
    changed = tuple(paragraph.replace(old, new, 1) for paragraph in report.prose.overview)
    return replace(report, prose=replace(report.prose, overview=changed))


def _period_of_last_year(report: SampleReport, _rng: Random) -> SampleReport:
    year = report.year
    changed = _in_preamble(report, f"{year}年1月1日", f"{year - 1}年1月1日")
    changed = _in_preamble(changed, f"{year}年12月31日", f"{year - 1}年12月31日")
    reused = replace(changed, period=(f"{year - 1}-01-01", f"{year - 1}-12-31"))
    return _expect(reused, Expected("identity.year"))


def _period_too_short(report: SampleReport, _rng: Random) -> SampleReport:
    changed = _in_preamble(report, f"{report.year}年12月31日", f"{report.year}年11月30日")
    return _expect(
        replace(changed, period=(report.period[0], f"{report.year}-11-30")), Expected("identity.period")
    )


def _name_of_another_town(report: SampleReport, rng: Random) -> SampleReport:
    others = [unit.name for unit in county.TOWNSHIPS if unit.kind == "镇" and unit != report.unit]
    other = rng.choice(others)
    first, *rest = report.prose.overview
    copied = replace(
        report.prose, overview=(first + f"{other}党政办公室负责全镇政府信息公开的日常工作。", *rest)
    )
    return _expect(replace(report, prose=copied), Expected("identity.name"))


def _none_received_against_table(report: SampleReport, _rng: Random) -> SampleReport:
    overview = report.prose.overview
    at = next(i for i, text in enumerate(overview) if "政府信息公开申请" in text and "件" in text)
    head = overview[at].partition("。")[0] + "。" if overview[at].startswith("（二）") else ""
    text = f"{head}{report.year}年未收到政府信息公开申请。"
    changed = replace(report.prose, overview=(*overview[:at], text, *overview[at + 1 :]))
    stated = replace(report.stated, applications_received=0, review_cases=None, lawsuit_cases=None)
    return _expect(
        replace(report, prose=changed, stated=stated),
        Expected("narrative.stated", "applications", "new", "total"),
    )


def _no_review_against_table(report: SampleReport, _rng: Random) -> SampleReport:
    cells = {
        _at("review", "other", "litigation"): _count(1),
        _at("review", "total", "litigation"): _count(1),
    }
    return _expect(_print(report, cells), Expected("narrative.stated", "litigation", "review", "total"))


def _parts_against_total(report: SampleReport, rng: Random) -> SampleReport:
    total = next(item for item in report.items if item.kind == "total")
    wrong = total.value + rng.randint(3, 15)
    changed = _in_overview(report, f"政府信息{total.value}条", f"政府信息{wrong}条")
    items = tuple(replace(item, value=wrong) if item is total else item for item in report.items)
    return _expect(replace(changed, items=items), Expected("narrative.sum"))


def _section_missing(report: SampleReport, _rng: Random) -> SampleReport:
    shorter = replace(report, prose=replace(report.prose, other=()))
    return _expect(
        replace(shorter, stated=replace(report.stated, processing_fee=None)), Expected("section.missing")
    )


def _signed_late(report: SampleReport, rng: Random) -> SampleReport:
    late = replace(report, signed_on=date(report.year + 1, rng.choice((2, 3)), rng.randint(6, 27)))
    return _expect(late, Expected("report.late", scope="years"))


def _carried_in_differs(report: SampleReport, _rng: Random) -> SampleReport:
    # Kept in balance inside the report, so that only the report of the year before tells.
    # What that one then says is found by comparing the two (:mod:`ingest.demo.expectations`).
    cells = {
        _at(row, column): _count(_value(report, row, column) + 1)
        for row in ("carried_in", "granted", "results_total")
        for column in ("natural_person", "total")
    }
    return _print(report, cells)


def _file_of_another_year(report: SampleReport, _rng: Random) -> SampleReport:
    folder, _, name = report.file.rpartition("/")
    renamed = replace(report, file=f"{folder}/{name.replace(str(report.year), str(report.year - 1))}")
    return _expect(renamed, Expected("identity.year"))


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
        _value(report, "granted", "natural_person"),
        _value(report, "unable_not_held", "natural_person"),
    )
    return granted != held and granted > 0


def _has_zero_licences(report: SampleReport) -> bool:
    return _is_2021(report) and _value(report, "licensing", "decisions", "disclosure") == 0


FLAWS: tuple[Flaw, ...] = (
    Flaw(
        "row_total_wrong", ("applications.row_sum", "applications.results_sum"), _is_busy, _row_total_wrong, 2
    ),
    Flaw(
        "column_total_wrong",
        ("applications.row_sum", "applications.balance", "applications.results_sum"),
        lambda report: _value(report, "results_total", "natural_person") > 1,
        _column_total_wrong,
        2,
    ),
    Flaw("cells_swapped", ("applications.row_sum",), _is_busy, _cells_swapped),
    Flaw("litigation_total_wrong", ("litigation.row_sum",), _is_township, _litigation_total_wrong, 2),
    Flaw(
        "cell_blank",
        ("cell.blank",),
        lambda report: _is_2021(report) and _keeps_blanks(report),
        _cell_blank,
        3,
    ),
    Flaw(
        "cell_unreadable",
        ("cell.unreadable",),
        lambda report: _is_2021(report) and report.format != "text",
        _cell_unreadable,
    ),
    Flaw("count_negative", ("cell.negative",), _has_zero_licences, _count_negative),
    Flaw("count_with_fraction", ("cell.fraction",), _has_zero_licences, _count_with_fraction),
    Flaw(
        "rules_in_township",
        ("disclosure.rules_in_township",),
        lambda report: _is_2021(report) and _is_township(report),
        _rules_in_township,
        2,
    ),
    Flaw(
        "fee_without_unit",
        ("cell.unit_missing",),
        lambda report: (
            _is_2021(report)
            and _value(report, "fees", "amount", "disclosure") > 0
            and not report.stated.processing_fee
        ),
        _fee_without_unit,
    ),
    Flaw(
        "fee_in_yuan",
        ("cell.unit",),
        lambda report: _is_2021(report) and _value(report, "fees", "amount", "disclosure") > 0,
        _fee_in_yuan,
    ),
    Flaw(
        "procurement_without_unit",
        ("cell.unit_missing",),
        lambda report: _value(report, "procurement", "amount", "disclosure") > 0,
        _procurement_without_unit,
    ),
    Flaw("label_damaged", ("label.likeness",), lambda report: report.format != "text", _label_damaged, 2),
    Flaw(
        "row_unknown",
        ("label.unknown",),
        lambda report: _is_2021(report) and report.format != "text",
        _row_unknown,
    ),
    Flaw(
        "row_missing",
        ("row.missing",),
        lambda report: (
            report.format != "text"
            and not any(
                _value(report, row, "total")
                for row in ("denied_administrative_inquiry", "refused_publication")
            )
        ),
        _row_missing,
    ),
    Flaw("table_missing", ("table.missing",), lambda report: not report.stated.review_cases, _table_missing),
    Flaw(
        "period_of_last_year",
        ("identity.year",),
        lambda report: report.year > county.FIRST_YEAR,
        _period_of_last_year,
        2,
    ),
    Flaw("period_too_short", ("identity.period",), _is_any, _period_too_short),
    Flaw("name_of_another_town", ("identity.name",), _is_township, _name_of_another_town, 2),
    Flaw(
        "none_received_against_table",
        ("narrative.stated",),
        lambda report: (report.stated.applications_received or 0) > 0,
        _none_received_against_table,
        2,
    ),
    Flaw(
        "no_review_against_table",
        ("narrative.stated",),
        lambda report: report.stated.review_cases == 0 and report.stated.lawsuit_cases == 0,
        _no_review_against_table,
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
        _parts_against_total,
        2,
    ),
    Flaw("section_missing", ("section.missing",), _is_any, _section_missing),
    Flaw("signed_late", ("report.late",), _is_township, _signed_late, 3),
    Flaw(
        "carried_in_differs",
        ("applications.carried",),
        lambda report: (
            report.year > county.FIRST_YEAR
            and _value(report, "carried_in", "total") == 0
            and _value(report, "new", "total") > 0
        ),
        _carried_in_differs,
        2,
    ),
    Flaw(
        "file_of_another_year",
        ("identity.year",),
        lambda report: str(report.year) in report.file.rpartition("/")[2],
        _file_of_another_year,
    ),
)
