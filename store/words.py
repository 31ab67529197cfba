"""The words with which queries answer, and how a person reads them: the same on screens, in files and commands."""

from __future__ import annotations

# The states of a unit and a year: sql/coverage.sql says which is which.
REPORTED, MISSING, FAILED, NOT_YET = "有报告", "缺报", "读取失败", "未设"
# Stands for the kind of a unit that the roster does not have.
UNMATCHED = "未匹配"
# What somebody decided about a finding, in the view ``finding``; "" where nobody has.
ACCEPTED, DISMISSED = "accepted", "dismissed"
WEIGHED = {DISMISSED: "已排除", ACCEPTED: "已认定"}
