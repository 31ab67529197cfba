"""An office names kinds of information in its own words."""

from __future__ import annotations

import pytest

from form.taxonomy import KINDS
from ingest.errors import UserError
from ingest.load_aliases import read_aliases

KIND = KINDS[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_wording_leads_to_a_kind_by_key_or_by_name(encoding: str) -> None:
    text = f"label,category\n河湖信息,{KIND.key}\n,\n库区信息,{KIND.label}\n"
    assert read_aliases(text.encode(encoding)) == {"河湖信息": KIND.key, "库区信息": KIND.key}


@pytest.mark.parametrize("line", ["河湖信息", "河湖信息,", ",policy", "河湖信息,没有这一类"])
def test_a_mistake_is_named_with_its_line(line: str) -> None:
    with pytest.raises(UserError, match="第3行"):
        read_aliases(f"label,category\n库区信息,{KIND.key}\n{line}\n".encode())
