"""How a right report of the sample county is made wrong: a function a flaw, with what it must raise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

from form import Address
from ingest.demo import county, wording
from ingest.demo.model import Expected, SampleReport


def _at(row: str, column: str, table: str = "applications") -> Address:
    return Address(table, row, column)


def value(report: SampleReport, row: str, column: str, table: str = "applications") -> Decimal:
    """Return what a cell of a report says; nought where it says nothing."""
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


def row_total_wrong(report: SampleReport, _rng: Random) -> SampleReport:
    """Print one more in the total of （一）予以公开 than its parts make."""
    cell = _at("granted", "total")
    wrong = _print(report, {cell: _count(value(report, "granted", "total") + 1)})
    return _expect(
        wrong,
        Expected("applications.row_sum", "applications", "granted", None),
        Expected("applications.results_sum", "applications", None, "total"),
    )


def column_total_wrong(report: SampleReport, _rng: Random) -> SampleReport:
    """Print one less in （七）总计 of 自然人 than the results make."""
    cell = _at("results_total", "natural_person")
    wrong = _print(report, {cell: _count(value(report, "results_total", "natural_person") - 1)})
    return _expect(
        wrong,
        Expected("applications.row_sum", "applications", "results_total", None),
        Expected("applications.balance", "applications", None, "natural_person"),
        Expected("applications.results_sum", "applications", None, "natural_person"),
    )


def cells_swapped(report: SampleReport, _rng: Random) -> SampleReport:
    """Swap two results of 自然人: columns still add up, rows do not."""
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


def litigation_total_wrong(report: SampleReport, _rng: Random) -> SampleReport:
    """Print one more upheld review than the total says."""
    cell = _at("review", "upheld", "litigation")
    wrong = _print(report, {cell: _count(value(report, "review", "upheld", "litigation") + 1)})
    return _expect(wrong, Expected("litigation.row_sum", "litigation", "review", None))


def cell_blank(report: SampleReport, rng: Random) -> SampleReport:
    """Leave a cell empty."""
    cell = rng.choice(
        [
            _at("denied_state_secret", "research"),
            _at("refused_excessive", "business"),
            _at("carried_out", "public_interest"),
            _at("penalties", "decisions", "disclosure"),
        ]
    )
    return _expect(_print(report, {cell: ("", None)}), Expected("cell.blank", *cell))


def part_blank(report: SampleReport, _rng: Random) -> SampleReport:
    """Leave a part empty that the totals of its row and its column count."""
    cell = _at("granted", "natural_person")
    return _expect(
        _print(report, {cell: ("", None)}),
        Expected("cell.blank", *cell),
        Expected("relation.part_missing", "applications", "granted", None),
        Expected("relation.part_missing", "applications", None, "natural_person"),
    )


def cell_unreadable(report: SampleReport, rng: Random) -> SampleReport:
    """Print words where a number belongs."""
    cell = rng.choice(
        [_at("licensing", "decisions", "disclosure"), _at("coercion", "decisions", "disclosure")]
    )
    return _expect(_print(report, {cell: ("见附表", None)}), Expected("cell.unreadable", *cell))


def count_negative(report: SampleReport, _rng: Random) -> SampleReport:
    """Print a count below nought."""
    cell = _at("licensing", "decisions", "disclosure")
    return _expect(_print(report, {cell: ("-3", Decimal(-3))}), Expected("cell.negative", *cell))


def count_with_fraction(report: SampleReport, _rng: Random) -> SampleReport:
    """Print a count that is not whole."""
    cell = _at("penalties", "decisions", "disclosure")
    return _expect(_print(report, {cell: ("2.5", Decimal("2.5"))}), Expected("cell.fraction", *cell))


def rules_in_township(report: SampleReport, _rng: Random) -> SampleReport:
    """Report rules in force, which a township cannot make."""
    cell = _at("rules", "in_force", "disclosure")
    return _expect(_print(report, {cell: _count(2)}), Expected("disclosure.rules_in_township", *cell))


def fee_without_unit(report: SampleReport, _rng: Random) -> SampleReport:
    """Print the amount of fees under a header that names no unit."""
    cell = _at("fees", "amount", "disclosure")
    bare = report.form.table("disclosure").column("amount").aliases[0]
    unlabelled = replace(report, column_labels=report.column_labels | {("fees", "amount"): bare})
    wrong = _print(unlabelled, {cell: (report.printed[cell], None)})
    return _expect(wrong, Expected("cell.unit_missing", *cell))


def fee_in_yuan(report: SampleReport, rng: Random) -> SampleReport:
    """Print the amount of fees in 元 under a header in 万元."""
    cell = _at("fees", "amount", "disclosure")
    thousands = rng.randint(12, 80)
    return _expect(
        _print(report, {cell: (f"{thousands}000元", Decimal(thousands) / 10)}), Expected("cell.unit", *cell)
    )


def fee_as_if_in_yuan(report: SampleReport, rng: Random) -> SampleReport:
    """Print an amount of fees that is likely in 元, under a header in 万元, without saying so."""
    cell = _at("fees", "amount", "disclosure")
    amount = 1000 * rng.randint(3, 20)
    return _expect(_print(report, {cell: _count(amount)}), Expected("cell.unit_doubtful", *cell))


def fee_beyond_its_row(report: SampleReport, _rng: Random) -> SampleReport:
    """Say in section six that a fee was charged that the row of fees does not hold."""
    fee = 450
    words = wording.SOME_FEE[0].format(year=report.year, fee=fee)
    charged = replace(report.stated, processing_fee=fee)
    return _expect(
        replace(report, prose=replace(report.prose, other=(words,)), stated=charged),
        Expected("narrative.fee", "disclosure", "fees", "amount"),
    )


def count_leaps(report: SampleReport, rng: Random) -> SampleReport:
    """Print many licences in a township that gives none."""
    # That it is a leap is told by the years before (:mod:`ingest.demo.expectations`).
    cell = _at("licensing", "decisions", "disclosure")
    return _print(report, {cell: _count(rng.randint(70, 120))})


def procurement_without_unit(report: SampleReport, _rng: Random) -> SampleReport:
    """Print the amount of procurement without any unit."""
    cell = _at("procurement", "amount", "disclosure")
    unlabelled = replace(
        report,
        column_labels={key: label for key, label in report.column_labels.items() if key[0] != "procurement"},
    )
    text = report.printed[cell].removesuffix("万元")
    return _expect(_print(unlabelled, {cell: (text, None)}), Expected("cell.unit_missing", *cell))


def label_damaged(report: SampleReport, rng: Random) -> SampleReport:
    """Leave one character out of a row's label."""
    key = rng.choice(
        ["denied_security_stability", "denied_process_information", "unable_not_held", "refused_petition"]
    )
    label = report.form.table("applications").row(key).label
    middle = len(label) // 2
    damaged = replace(report, row_labels={("applications", key): label[:middle] + label[middle + 1 :]})
    return _expect(damaged, Expected("label.likeness", "applications", key, None))


def row_unknown(report: SampleReport, _rng: Random) -> SampleReport:
    """Add a row that no form has."""
    block = report.form.table("disclosure").row("penalties").block
    return _expect(
        replace(report, unknown_row=(block, "行政确认", "6")),
        Expected("label.unknown", "disclosure", None, None),
    )


def row_missing(report: SampleReport, rng: Random) -> SampleReport:
    """Leave out a row that would be all noughts."""
    key = rng.choice(["denied_administrative_inquiry", "refused_publication"])
    gone = {address for address in report.printed if address[:2] == ("applications", key)}
    shorter = replace(
        report,
        printed={address: text for address, text in report.printed.items() if address not in gone},
        values={address: value for address, value in report.values.items() if address not in gone},
    )
    return _expect(shorter, Expected("row.missing", "applications", key, None))


def table_missing(report: SampleReport, _rng: Random) -> SampleReport:
    """Leave out the table of reviews and suits."""
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


def period_of_last_year(report: SampleReport, _rng: Random) -> SampleReport:
    """Keep the period of last year's report under this year's title."""
    year = report.year
    changed = _in_preamble(report, f"{year}年1月1日", f"{year - 1}年1月1日")
    changed = _in_preamble(changed, f"{year}年12月31日", f"{year - 1}年12月31日")
    reused = replace(changed, period=(f"{year - 1}-01-01", f"{year - 1}-12-31"))
    return _expect(reused, Expected("identity.year"))


def period_too_short(report: SampleReport, _rng: Random) -> SampleReport:
    """State a period that ends a month early."""
    changed = _in_preamble(report, "12月31日", "11月30日")
    return _expect(
        replace(changed, period=(report.period[0], f"{report.year}-11-30")), Expected("identity.period")
    )


def name_of_another_town(report: SampleReport, rng: Random) -> SampleReport:
    """Leave a sentence of another town's report in the text."""
    others = [unit.name for unit in county.TOWNSHIPS if unit.kind == "镇" and unit != report.unit]
    other = rng.choice(others)
    first, *rest = report.prose.overview
    copied = replace(
        report.prose, overview=(first + f"{other}党政办公室负责全镇政府信息公开的日常工作。", *rest)
    )
    return _expect(replace(report, prose=copied), Expected("identity.name"))


def name_of_another_county(report: SampleReport, _rng: Random) -> SampleReport:
    """Leave the website of another county in the text."""
    first, *rest = report.prose.overview
    copied = first + f"群众可以通过{county.NEIGHBOUR}人民政府门户网站查询有关信息。"
    prose = replace(report.prose, overview=(copied, *rest))
    return _expect(replace(report, prose=prose), Expected("identity.name"))


def none_received_against_table(report: SampleReport, _rng: Random) -> SampleReport:
    """Say in words that no application came, against the table."""
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


def no_review_against_table(report: SampleReport, _rng: Random) -> SampleReport:
    """Print a review in the table, against the words that there was none."""
    cells = {
        _at("review", "other", "litigation"): _count(1),
        _at("review", "total", "litigation"): _count(1),
    }
    return _expect(_print(report, cells), Expected("narrative.stated", "litigation", "review", "total"))


def parts_against_total(report: SampleReport, rng: Random) -> SampleReport:
    """State a total that the counted kinds do not make."""
    total = next(item for item in report.items if item.kind == "total")
    wrong = total.value + rng.randint(3, 15)
    changed = _in_overview(report, f"政府信息{total.value}条", f"政府信息{wrong}条")
    items = tuple(replace(item, value=wrong) if item is total else item for item in report.items)
    return _expect(replace(changed, items=items), Expected("narrative.sum"))


def section_missing(report: SampleReport, _rng: Random) -> SampleReport:
    """Leave out section six."""
    shorter = replace(report, prose=replace(report.prose, other=()))
    return _expect(
        replace(shorter, stated=replace(report.stated, processing_fee=None)), Expected("section.missing")
    )


def signed_late(report: SampleReport, rng: Random) -> SampleReport:
    """Sign after the day on which the report is owed."""
    late = replace(report, signed_on=date(report.year + 1, rng.choice((2, 3)), rng.randint(6, 27)))
    return _expect(late, Expected("report.late"))


def carried_in_differs(report: SampleReport, _rng: Random) -> SampleReport:
    """Carry in one more than last year's report carried out, in balance within the report."""
    # Kept in balance inside the report, so that only the report of the year before tells.
    # What that one then says is found by comparing the two (:mod:`ingest.demo.expectations`).
    cells = {
        _at(row, column): _count(value(report, row, column) + 1)
        for row in ("carried_in", "granted", "results_total")
        for column in ("natural_person", "total")
    }
    return _print(report, cells)


def file_of_another_year(report: SampleReport, _rng: Random) -> SampleReport:
    """Name the file after the year before."""
    folder, _, name = report.file.rpartition("/")
    renamed = replace(report, file=f"{folder}/{name.replace(str(report.year), str(report.year - 1))}")
    return _expect(renamed, Expected("identity.year"))
