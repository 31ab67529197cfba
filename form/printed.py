"""Words that the form prints and that are no label of a row or a column.

Source: 国办公开办函〔2021〕30号 and 国办公开办函〔2019〕60号, 附件.
"""

from __future__ import annotations

from form.model import Column

SUBJECT = "信息内容"
APPLICANTS = "申请人情况"
# Not the form's: what our own empty form says of itself, and how a filled one is known.
BY_HAND = "填报方式：手工录入"
BALANCE_NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"


def heading(column: Column) -> str:
    """Return a column's label as a header prints it: with the unit where the cells hold money.

    >>> heading(Column("amount", "采购总金额", kind="amount", unit="万元"))
    '采购总金额（单位：万元）'
    """
    if column.kind != "amount" or column.unit in column.label:
        return column.label
    return f"{column.label}（单位：{column.unit}）"
