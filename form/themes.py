"""What the reports say of their own shortcomings: themes of section 五, each with the words that show it.

The themes follow what 国办公开办函〔2021〕30号 asks section 五 to cover, the main problems and how
they are mended, and the wording that offices use for it. A sentence may belong to several.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of section 五.

    Attributes:
        key: English key, unique.
        label: What a user sees.
        words: Any of these in a sentence shows the theme.
    """

    key: str
    label: str
    words: tuple[str, ...]


THEMES: tuple[Theme, ...] = (
    Theme("awareness", "重视与认识", ("认识", "重视", "意识", "主动性", "自觉性", "思想")),
    Theme("timeliness", "更新及时性", ("及时", "滞后", "时效", "更新", "迟缓")),
    Theme(
        "content",
        "内容质量",
        (
            "不够全面",
            "不全面",
            "内容不",
            "内容单一",
            "不够丰富",
            "质量",
            "深度",
            "广度",
            "规范性",
            "准确",
            "完整",
        ),
    ),
    Theme("interpretation", "政策解读与回应", ("解读", "回应", "宣传", "图解")),
    Theme("applications", "依申请公开办理", ("依申请", "申请办理", "答复", "申请人")),
    Theme(
        "people",
        "人员与业务能力",
        ("人员", "队伍", "业务能力", "业务水平", "兼职", "专职", "培训", "业务学习"),
    ),
    Theme("channels", "平台与公开渠道", ("平台", "渠道", "网站", "公众号", "公开栏", "新媒体", "形式")),
    Theme("mechanism", "制度与工作机制", ("制度", "机制", "流程", "审查", "审核", "责任", "协调", "沟通")),
    Theme("supervision", "监督与考核", ("监督", "考核", "督促", "检查", "评议", "通报")),
    Theme("grassroots", "村社区公开", ("村务", "村（社区）", "村级", "社区", "基层")),
    Theme("key_areas", "重点领域公开", ("重点领域", "民生", "财政", "资金", "项目")),
    Theme("participation", "公众参与", ("参与", "互动", "意见", "需求", "满意度", "知晓")),
)
BY_KEY: dict[str, Theme] = {theme.key: theme for theme in THEMES}


def themes_of(sentence: str) -> tuple[str, ...]:
    """Given a sentence, return the keys of the themes that it shows, in declared order."""
    return tuple(theme.key for theme in THEMES if any(word in sentence for word in theme.words))
