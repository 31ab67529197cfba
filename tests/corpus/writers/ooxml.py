"""Small builders of WordprocessingML: runs, paragraphs, table cells, and the oddities people leave in them.

Written by hand and not through python-docx's tables, since what matters here is
markup that python-docx never writes.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Literal
from xml.sax.saxutils import escape

Oddity = Literal[
    "plain", "split_runs", "line_breaks", "content_control", "tracked", "hidden_runs", "fields", "comments",
    "style_hidden",
]  # fmt: skip

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_TIGHT = '<w:spacing w:before="0" w:after="0"/>'
_BY = 'w:id="{id}" w:author="办公室" w:date="2025-01-10T09:00:00Z"'


@dataclass(frozen=True, slots=True)
class Pen:
    """How runs are written: size in half points, font, and which oddity they show."""

    oddity: Oddity = "plain"
    size: int = 18
    font: str = "宋体"


def run(text: str, pen: Pen, *, bold: bool = False, properties: str = "") -> str:
    """Given text, return runs that print it."""
    if pen.oddity == "split_runs" and len(text) > 1:
        single = Pen("plain", pen.size, pen.font)
        return "".join(run(char, single, bold=bold) for char in text)
    pieces = text.split("\n")
    inner = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in pieces)
    weight = "<w:b/>" if bold else ""
    look = (
        f"<w:rPr>{properties if 'rStyle' in properties else ''}"
        f'<w:rFonts w:ascii="{pen.font}" w:hAnsi="{pen.font}" w:eastAsia="{pen.font}"/>'
        f'{weight}{"" if "rStyle" in properties else properties}<w:sz w:val="{pen.size}"/></w:rPr>'
    )
    return f"<w:r>{look}{inner}</w:r>"


def deleted(text: str, pen: Pen) -> str:
    """Given old text, return it as a tracked deletion."""
    inner = run(text, pen).replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
    return f"<w:del {_BY.format(id=900)}>{inner}</w:del>"


def inserted(text: str, pen: Pen) -> str:
    """Given new text, return it as a tracked insertion."""
    return f"<w:ins {_BY.format(id=901)}>{run(text, pen)}</w:ins>"


def moved(old: str, new: str, pen: Pen) -> str:
    """Given old and new text, return the old as moved away from here and the new as moved to here."""
    away = f"<w:moveFrom {_BY.format(id=902)}>{run(old, pen)}</w:moveFrom>"
    return away + f"<w:moveTo {_BY.format(id=903)}>{run(new, pen)}</w:moveTo>"


def paragraph(runs: str, *, align: str = "", numbering: str = "", before: str = "") -> str:
    """Given runs, return a paragraph of them."""
    justify = f'<w:jc w:val="{align}"/>' if align else ""
    return f"<w:p><w:pPr>{numbering}{_TIGHT}{justify}</w:pPr>{before}{runs}</w:p>"


def number_runs(text: str, pen: Pen, rng: Random) -> str:
    """Given what a cell of numbers prints, return its runs with the pen's oddity about it."""
    other = str(rng.randint(100, 999))
    plain = Pen("plain", pen.size, pen.font)
    match pen.oddity:
        case "tracked" if rng.random() < 0.6:
            pair = [deleted(other, plain), inserted(text, plain)]
            rng.shuffle(pair)
            return "".join(pair) if rng.random() < 0.7 else moved(other, text, plain)
        case "hidden_runs" if rng.random() < 0.5:
            return run(other, plain, properties="<w:vanish/>") + run(text, plain)
        case "style_hidden" if rng.random() < 0.5:
            return run(other, plain, properties='<w:rStyle w:val="Concealed"/>') + run(text, plain)
        case "fields" if rng.random() < 0.6:
            return _field(text, plain, rng)
        case "content_control" if rng.random() < 0.5:
            return f'<w:sdt><w:sdtPr><w:alias w:val="{other}"/></w:sdtPr><w:sdtContent>{run(text, plain)}</w:sdtContent></w:sdt>'
        case "comments" if rng.random() < 0.3:
            mark = '<w:r><w:commentReference w:id="0"/></w:r>'
            return f'<w:commentRangeStart w:id="0"/>{run(text, plain)}<w:commentRangeEnd w:id="0"/>{mark}'
        case _:
            return run(text, pen)


def _field(text: str, pen: Pen, rng: Random) -> str:
    formula = rng.choice((" =SUM(LEFT) ", " =12+30 ", ' DOCPROPERTY "n2024" '))
    if rng.random() < 0.4:
        return f'<w:fldSimple w:instr="{escape(formula, {chr(34): "&quot;"})}">{run(text, pen)}</w:fldSimple>'
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    instruction = f'<w:r><w:instrText xml:space="preserve">{escape(formula)}</w:instrText></w:r>'
    return mark.format("begin") + instruction + mark.format("separate") + run(text, pen) + mark.format("end")


def cell(
    content: str,
    width: int,
    *,
    span: int = 1,
    merge: Literal["", "restart", "continue"] = "",
    vertical: bool = False,
) -> str:
    """Given paragraphs, return a table cell of them; ``width`` in twentieths of a point."""
    grid = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    down = {"": "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}[merge]
    turned = '<w:textDirection w:val="tbRlV"/>' if vertical else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{grid}{down}{turned}<w:vAlign w:val="center"/></w:tcPr>'
        f"{content}</w:tc>"
    )


def table_row(cells: str, *, properties: str = "") -> str:
    """Given cells, return a table row."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"


def table(rows: str, widths: list[int], *, borders: bool = True) -> str:
    """Given rows and column widths in twentieths of a point, return a table."""
    kind = "single" if borders else "nil"
    sides = "".join(
        f'<w:{side} w:val="{kind}" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def text_box(content: str) -> str:
    """Given block content, return a paragraph with a text box holding it: as drawing, and again as VML for old Word."""
    size = '<wp:extent cx="5400000" cy="4000000"/>'
    shape = (
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="5400000" cy="4000000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>"
    )
    drawing = f'<w:drawing><wp:inline>{size}<wp:docPr id="7" name="文本框 7"/>{shape}</wp:inline></w:drawing>'
    old = (
        '<w:pict><v:shape style="width:425pt;height:315pt"><v:textbox>'
        f"<w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict>"
    )
    return (
        "<w:p><w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps">{drawing}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
        "</mc:AlternateContent></w:r></w:p>"
    )
