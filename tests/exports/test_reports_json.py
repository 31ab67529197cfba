"""Reports out of the store are what the parser said, in the same contract."""

from __future__ import annotations

import json
from pathlib import Path

from exports.reports_json import json_lines
from ingest.contract import from_json
from store import Store
from tests.store.factory import make_reports, make_store


def test_a_report_comes_out_as_it_went_in(tmp_path: Path) -> None:
    reports = {report.sha256: report for report in make_reports(["清水镇", "石桥镇"], [2020, 2023])}
    make_store(tmp_path, list(reports.values()))
    lines = [json.loads(line) for line in json_lines(Store.open(tmp_path))]
    assert {line["sha256"] for line in lines} == reports.keys()
    for line in lines:
        there, back = reports[line["sha256"]], from_json(line)
        assert {(cell.table, cell.row, cell.column): cell for cell in back.cells} == {
            (cell.table, cell.row, cell.column): cell for cell in there.cells
        }
        assert back.identity == there.identity
        assert back.narrative == there.narrative
        assert (back.stated, back.sections, back.edition) == (there.stated, there.sections, there.edition)
        # The store knows more than one report says: what the years before and other versions contradict.
        assert set(there.findings) <= set(back.findings)


def test_only_the_years_asked_for_come_out(tmp_path: Path) -> None:
    make_store(tmp_path, make_reports(["清水镇"], [2022, 2023], seed=3))
    lines = [json.loads(line) for line in json_lines(Store.open(tmp_path), [2023])]
    assert {line["year"] for line in lines} == {2023}
