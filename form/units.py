"""The kinds of unit that owe a yearly report.

Source: 《政府信息公开条例》第四十九条 (departments, the county itself); townships owe theirs by the same article.
"""

from __future__ import annotations

from typing import Literal

UnitKind = Literal["县政府", "部门", "镇", "乡", "街道"]
COUNTY: UnitKind = "县政府"
DEPARTMENT: UnitKind = "部门"
TOWNSHIPS: tuple[UnitKind, ...] = ("镇", "乡", "街道")
UNIT_KINDS: tuple[UnitKind, ...] = (COUNTY, DEPARTMENT, *TOWNSHIPS)


def township_kind(name: str) -> UnitKind:
    """Given the bare name of a township, return its kind; 镇 where the name does not say (苏木).

    >>> township_kind("柳溪街道"), township_kind("马家回族乡"), township_kind("白音苏木")
    ('街道', '乡', '镇')
    """
    return next((kind for kind in TOWNSHIPS if name.endswith(kind)), TOWNSHIPS[0])
