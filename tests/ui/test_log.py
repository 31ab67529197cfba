"""The log of decisions on the page 办理: each says what was decided."""

from __future__ import annotations

import re
from datetime import datetime

import pandas as pd

from ui.worklist import log_table


def _said(**own: object) -> str:
    row = dict.fromkeys(("unit_name", "file_name", "table_key", "row_key", "column_key", "printed", "value"))
    row |= {"made_at": datetime(2026, 2, 1, 9), "who": "本机", "of_year": 2025, "reason": "", "kind": None}
    cells = re.findall(r"<td[^>]*>(.*?)</td>", log_table(pd.DataFrame([row | own])))
    return str(cells[6])


def test_a_day_that_was_set_is_in_the_log() -> None:
    assert _said(action="deadline", title="报送期限", kind="镇", until="2026-02-10") == "镇：2026-02-10"
    assert _said(action="return", title="退回", until="2026-02-20") == "2026-02-20 前重报"
    assert _said(action="settle", title="核定", until=None) == ""
