"""The flow of applications: it balances, or says where it does not."""

from __future__ import annotations

from urllib.parse import quote

import pandas as pd

from form import Address
from form.shared_tables import DENIED, OTHER, REFUSED, UNABLE
from ui import applications, compare
from ui.derive import result_group, result_rows, short
from ui.theme import LIGHT


def _gaps(*rows: tuple[str, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["unit_code", "gap"])


def _totals(values: dict[str, float], year: int = 2024) -> pd.DataFrame:
    rows = [("applications", key, "total", year, value, 3, 3, 4) for key, value in values.items()]
    columns = [
        "table_key",
        "row_key",
        "column_key",
        "year",
        "value",
        "n_with_value",
        "n_reports",
        "n_expected",
    ]
    return pd.DataFrame(rows, columns=columns)


def test_a_flow_that_balances_has_no_gap() -> None:
    steps = applications.steps_of(_totals({"carried_in": 1, "new": 4, "granted": 3, "carried_out": 2}), 2024)
    assert [(step.name, step.value, step.kind) for step in steps] == [
        ("上年结转", 1, "收"),
        ("本年新收", 4, "收"),
        ("予以公开", 3, "办"),
        ("结转下年", 2, "转"),
    ]


def test_a_gap_is_a_step_of_its_own_and_said() -> None:
    totals = _totals({"carried_in": 0, "new": 4, "granted": 3, "carried_out": 0})
    steps = applications.steps_of(totals, 2024)
    assert [step.value for step in steps if step.kind == "差"] == [1]


def test_the_units_that_do_not_balance_are_named() -> None:
    said = applications.unbalanced(_gaps(("a", -1.0)), {"a": "甲镇", "b": "乙乡"}, 2024)
    assert "甲镇" in said
    assert "差 1 件" in said
    assert "乙乡" not in said
    assert applications.unbalanced(_gaps(), {}, 2024) == ""


def test_of_many_that_do_not_balance_some_are_named_and_all_counted() -> None:
    codes = [f"u{at}" for at in range(100)]
    said = applications.unbalanced(
        _gaps(*((code, 2.0) for code in codes)), dict.fromkeys(codes, "甲镇"), 2024
    )
    assert said.count("差 2 件") < len(codes)
    assert said.endswith("等 100 份")


def test_the_row_of_results_as_a_whole_is_not_counted_twice() -> None:
    assert "results_total" not in (*applications.FLOW_IN, *applications.FLOW_OUT)
    assert "granted" in applications.FLOW_OUT


def test_either_shape_of_other_results_is_a_result() -> None:
    assert {"other", "other_else", "other_unpaid", "other_uncorrected"} <= set(result_rows())


def test_labels_lose_their_numbers_and_remarks() -> None:
    assert short("（二）部分公开（区分处理的，只计这一情形，不计其他情形）") == "部分公开"
    assert short("3.危及“三安全一稳定”") == "危及“三安全一稳定”"
    assert short("（六）其他处理") == "其他处理"


def test_a_year_without_any_case_has_nothing_to_draw() -> None:
    none = applications.steps_of(_totals({"carried_in": 0, "new": 0, "granted": 0, "carried_out": 0}), 2024)
    assert not applications.any_of(none)
    some = applications.steps_of(_totals({"carried_in": 1, "new": 0, "granted": 0, "carried_out": 1}), 2024)
    assert applications.any_of(some)
    assert not applications.any_of(some, "办")


def test_each_step_of_one_cell_leads_to_the_units_behind_it() -> None:
    known = compare.measures()
    goals = {
        name: applications.behind()[name]
        for name in ("上年结转", "本年新收", "予以公开", "部分公开", "结转下年")
    }
    cells = {name: applications.countable()[name][0] for name in goals} | applications.applicant_cells()
    assert "自然人" in cells
    for name, cell in cells.items():
        goal = goals.get(name) or compare.leading_to(cell)
        assert (goal["page"], known[str(goal["measure"])]) == ("compare", cell)


def test_a_group_of_results_is_counted_unit_by_unit_from_all_of_its_cells() -> None:
    cells = [cell for group in applications.countable().values() for cell in group]
    assert len(cells) == len(set(cells))
    assert {cell.row for cell in cells} == {*result_rows(), "new", "carried_in", "carried_out"}
    several = {name: goal for name, goal in applications.behind().items() if goal["page"] == "applications"}
    assert set(several) == {short(group) for group in (DENIED, UNABLE, REFUSED, OTHER)}
    assert all(goal["count"] == name for name, goal in several.items())


def test_each_ground_leads_to_the_units_behind_it() -> None:
    ground = next(key for key in result_rows() if result_group(key) == short(DENIED))
    results = applications.result_frame(_totals({"granted": 3, ground: 2}), 2024)
    shown = applications.reasons(results, LIGHT)
    assert shown.count("<a ") == len(results)
    for row in ("granted", ground):
        name = compare.leading_to(Address("applications", row, "total"))["measure"]
        assert quote(str(name)) in shown or str(name) in shown
