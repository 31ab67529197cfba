"""Web pages: what a browser shows of the report is read, the site around it is not."""

from __future__ import annotations

from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest

from ingest.errors import UnreadableFile
from ingest.imprint import read_date
from ingest.model import Document, Grid
from ingest.readers.html import read_html

PROSE = (
    "本年度我镇认真落实政府信息公开条例，主动公开政府信息十二条，未收到政府信息公开申请，也没有行政复议和行政诉讼。"
    * 3
)


def read(tmp_path: Path, body: str, head: str = "", encoding: str = "utf-8") -> Document:
    path = tmp_path / "page.html"
    path.write_bytes(f"<html><head>{head}</head><body>{body}</body></html>".encode(encoding))
    return read_html(path)


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines]


def rows(grid: Grid) -> list[list[str]]:
    result: list[list[str]] = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        result[cell.row].append(cell.text)
    return result


def table(*lines: str) -> str:
    body = "".join(
        "<tr>" + "".join(f"<td>{text}</td>" for text in line.split(",")) + "</tr>" for line in lines
    )
    return f"<table>{body}</table>"


def test_runs_in_their_own_spans_are_joined(tmp_path: Path) -> None:
    body = (
        "<p><span>本年新收</span><font color=red>政府信息</font><b><i>公开</i></b>申请&nbsp;1<u>2</u>件</p>"
    )
    assert texts(read(tmp_path, body)) == ["本年新收政府信息公开申请 12件"]


def test_blocks_and_breaks_end_lines(tmp_path: Path) -> None:
    body = "<div>一、总体情况<p>甲<br/>乙</p>丙<ul><li>丁</li><li>戊</li></ul></div>"
    document = read(tmp_path, body)
    assert texts(document) == ["一、总体情况", "甲", "乙", "丙", "丁", "戊"]
    assert [line.paragraph_start for line in document.lines] == [True, True, None, True, True, True]
    assert document.lines[2].place == "第2段"


def test_a_table_is_a_grid_with_places(tmp_path: Path) -> None:
    document = read(tmp_path, table("索引号,1") + table("信息内容,本年处理决定数量", "行政许可,12"))
    assert rows(document.grids[1]) == [["信息内容", "本年处理决定数量"], ["行政许可", "12"]]
    assert document.grids[1].cells[-1].place == "表2 第2行第2列"


def test_spans_are_cut_to_the_table(tmp_path: Path) -> None:
    body = (
        "<table><tr><td rowspan=0>甲</td><td colspan=900>乙</td></tr>"
        "<tr><td rowspan='70000'>丙</td><td colspan='2%'>丁</td></tr><tr><td colspan=-1>戊</td></tr></table>"
    )
    (grid,) = read(tmp_path, body).grids
    spans = {cell.text: (cell.row, cell.column, cell.row_span, cell.column_span) for cell in grid.cells}
    assert spans == {
        "甲": (0, 0, 3, 1),
        "乙": (0, 1, 1, 2),
        "丙": (1, 1, 2, 1),
        "丁": (1, 2, 1, 1),
        "戊": (2, 2, 1, 1),
    }
    assert (grid.rows, grid.columns) == (3, 3)


def test_overlapping_spans_give_no_overlapping_cells(tmp_path: Path) -> None:
    body = "<table><tr><td>a<td rowspan=2>b<td>c<tr><td colspan=3>d<td>e<td>f</table>"
    (grid,) = read(tmp_path, body).grids
    covered = [
        (row, column)
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    ]
    assert len(covered) == len(set(covered))
    assert [cell.text for cell in grid.cells] == ["a", "b", "c", "d", "e", "f"]


def test_layout_tables_are_flattened_and_data_tables_kept(tmp_path: Path) -> None:
    inner = table("规章,1", "规范性文件,2")
    first = f"<tr><td><p>二、主动公开</p>{inner}<p>三、收到和处理</p></td></tr>"
    body = f"<table>{first}<tr><td>{PROSE}</td></tr></table>"
    document = read(tmp_path, f"<table><tr><td>{body}</td></tr></table>")
    assert [block.text if not isinstance(block, Grid) else "grid" for block in document.blocks] == [
        "二、主动公开",
        "grid",
        "三、收到和处理",
        PROSE,
    ]


def test_a_number_in_a_table_of_its_own_stays_in_its_cell(tmp_path: Path) -> None:
    body = (
        f"<table><tr><td>规章</td><td>{table('5')}</td></tr><tr><td>许可</td><td><p>6</p></td></tr></table>"
    )
    assert rows(read(tmp_path, body).grids[0]) == [["规章", "5"], ["许可", "6"]]


@pytest.mark.parametrize(
    "hidden",
    [
        "<p style='display:none'>藏</p>",
        "<p style='visibility: hidden;'>藏</p>",
        "<p hidden>藏</p>",
        "<p style='mso-hide:all'>藏</p>",
        "<p style='font-size:0'>藏</p>",
        "<p style='opacity:0'>藏</p>",
        "<p style='position:absolute;left:-9999px'>藏</p>",
        "<p class='off'>藏</p>",
        "<div class='a'><p class='b c'><b>藏</b></p></div>",
        "<p id='gone'>藏</p>",
        "<!-- <p>藏</p> -->",
        "<script>藏</script><style>藏</style><template><p>藏</p></template><noscript>藏</noscript>",
        "<input type=hidden value=藏>",
        "<aside><s hidden>藏</s></aside>",
    ],
)
def test_what_is_not_displayed_is_not_read(tmp_path: Path, hidden: str) -> None:
    styles = (
        "<style>/* .on{display:none} */ .off, .x{display:none} div.a > p.b.c{display:none!important}"
        " #gone{visibility:hidden} @media print{.on{display:none}}"
        " @media (max-width:700px){.on{display:none}}"
        " @media screen{.y{display:none}} p:hover{display:none}</style>"
    )
    assert texts(read(tmp_path, f"<p class=on>前</p>{hidden}<p>后</p>", styles)) == ["前", "后"]


@pytest.mark.parametrize("shown", ["", PROSE * 5])
def test_a_page_that_is_empty_until_its_script_has_run_is_read_as_shown_then(
    tmp_path: Path, shown: str
) -> None:
    held_back = f"<div style='visibility:hidden; opacity:0'><p>{PROSE * 5}</p></div><p hidden>藏</p>"
    document = read(tmp_path, f"<h1>题</h1><p>{shown}</p>{held_back}")
    assert texts(document) == ["题", PROSE * 5]
    assert [rule for rule, _ in document.notes] == ([] if shown else ["reader.hidden"])


def test_the_more_exact_rule_shows_what_a_general_one_hides(tmp_path: Path) -> None:
    styles = (
        "<style>.tab{display:none} .tab.on{display:block} .again{display:none} .again{display:block}</style>"
    )
    body = "<div class='tab'>旧</div><div class='tab on'>新</div><p class=again>又</p>"
    body += "<div style='font-size:0'><span style='font-size:14px'>显</span></div>"
    assert texts(read(tmp_path, body, styles)) == ["新", "又", "显"]


def test_hidden_rows_and_cells_take_no_place(tmp_path: Path) -> None:
    body = (
        "<table><tr><td>规章</td><td style='display:none'>8</td><td>1</td></tr>"
        "<tr style='display:none'><td>藏</td><td>9</td></tr><tr><td>许可</td><td>2</td></tr></table>"
    )
    document = read(tmp_path, body)
    assert rows(document.grids[0]) == [["规章", "1"], ["许可", "2"]]
    assert document.grids[0].cells[-1].place == "表1 第2行第2列"
    assert document.notes[0][0] == "reader.hidden"


def test_a_cell_that_is_only_invisible_is_empty_and_keeps_its_place(tmp_path: Path) -> None:
    row = "<tr><td>规章</td><td style='visibility:hidden'>8</td><td>1</td></tr>"
    body = f"<table>{row}<tr><td>a</td></tr></table>"
    assert rows(read(tmp_path, body).grids[0])[0] == ["规章", "", "1"]


def test_the_row_that_only_sets_widths_is_no_row(tmp_path: Path) -> None:
    widths = "<![if !supportMisalignedColumns]><tr height=0><td width=90></td><td></td></tr><![endif]>"
    body = f"<table><tr><td>规章</td><td>1</td></tr><tr height=0><td>许可</td><td>2</td></tr>{widths}</table>"
    assert rows(read(tmp_path, body).grids[0]) == [["规章", "1"], ["许可", "2"]]


def test_aria_hidden_and_closed_details_are_read(tmp_path: Path) -> None:
    body = "<p aria-hidden=true>甲</p><details><summary>乙</summary>丙</details>"
    assert texts(read(tmp_path, body)) == ["甲", "乙", "丙"]


def test_values_in_form_fields_are_read(tmp_path: Path) -> None:
    document = read(tmp_path, table("规章,<input type=text value=3>", "许可,<input value=4>"))
    assert rows(document.grids[0]) == [["规章", "3"], ["许可", "4"]]


def test_tables_made_of_divs_are_grids(tmp_path: Path) -> None:
    styles = "<style>.t{display:table}.r{display:table-row}.c{display:table-cell}</style>"
    row = "<div class=r><div class=c>规章</div><div class=c><div>1</div></div></div>"
    assert rows(read(tmp_path, f"<div class=t>{row}{row}</div>", styles).grids[0]) == [["规章", "1"]] * 2


def test_a_raised_note_mark_is_not_a_digit_and_struck_numbers_are_doubted(tmp_path: Path) -> None:
    (grid,) = read(tmp_path, table("规章,12<sup>1</sup>", "许可,<del>3</del>4")).grids
    assert rows(grid) == [["规章", "12[1]"], ["许可", "34"]]
    assert [bool(cell.doubt) for cell in grid.cells] == [False, False, False, True]


def test_spaces_of_a_pre_block_stay(tmp_path: Path) -> None:
    assert texts(read(tmp_path, "<pre>规章\t0\n许可  1</pre>")) == ["规章\t0", "许可  1"]


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("gb2312", "gb18030"),
        ("utf-8", "gbk"),
        ("gbk", "utf-8"),
        ("", "gb18030"),
        ("", "utf-8"),
        ("x", "utf-8-sig"),
        ("utf-16", "utf-8"),
        ("iso-8859-1", "gbk"),
        ("utf-8", "utf-16"),
        ("big5", "big5"),
    ],
)
def test_a_charset_declared_wrongly_or_not_at_all_is_seen(
    tmp_path: Path, declared: str, encoding: str
) -> None:
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    title = "清溪鎮政府資訊公開工作年度報告" if encoding == "big5" else "清溪镇政府信息公开工作年度报告"
    assert texts(read(tmp_path, f"<p>{title}</p>", head, encoding)) == [title]


def test_a_page_with_an_xml_declaration_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(
        '<?xml version="1.0" encoding="gb2312"?><html><body><p>总体情况</p></body></html>'.encode("gbk")
    )
    assert texts(read_html(path)) == ["总体情况"]


def test_menus_and_footers_are_left_out(tmp_path: Path) -> None:
    menu = (
        "<ul><li><a href='/'>首页</a></li><li><a href='/b'>清溪镇2022年政府信息公开工作年度报告</a></li></ul>"
    )
    footer = (
        "<div>版权所有：某县人民政府<br>蜀ICP备12345号</div><p>主办单位：某县人民政府</p><p>【打印本页】</p>"
    )
    side = f"<table><tr><td>{menu}</td><td><p>{PROSE}</p>{table('规章,1', '许可,2')}</td></tr></table>"
    document = read(
        tmp_path,
        f"<div>当前位置：<a href='/'>首页</a></div>{menu}<h1><a href='/x'>标题</a></h1>{side}{footer}",
    )
    assert texts(document) == ["标题", PROSE]
    assert len(document.grids) == 1


def test_a_number_that_is_a_link_stays(tmp_path: Path) -> None:
    document = read(tmp_path, f"<p>{PROSE}</p>" + table("规章,<a href='/x'>3</a>", "许可,1"))
    assert rows(document.grids[0]) == [["规章", "3"], ["许可", "1"]]


def test_the_metadata_table_gives_date_and_organisation(tmp_path: Path) -> None:
    head = '<meta name="PubDate" content="2024-01-30 09:00"><title>年报-某县人民政府</title>'
    body = (
        table("索引号：,X-2024-1,主题分类：,其他", "发布机构：,清溪镇人民政府,公开日期：,2024年1月22日")
        + "<h1>清溪镇2023年政府信息公开<br>工作年度报告</h1><p>正文</p>"
    )
    assert read(tmp_path, body, head).metadata == {
        "published_on": "2024-01-22",
        "organisation": "清溪镇人民政府",
        "title": "清溪镇2023年政府信息公开工作年度报告",
    }


def test_meta_tags_and_the_line_under_the_title_give_metadata_too(tmp_path: Path) -> None:
    head = '<meta name="ContentSource" content="清溪镇"><meta name="ArticleTitle" content="清溪镇年度报告">'
    document = read(tmp_path, "<p>发布时间：2024-01-09 10:00 信息来源：清溪镇人民政府 浏览次数：12</p>", head)
    assert document.metadata == {
        "published_on": "2024-01-09",
        "organisation": "清溪镇人民政府",
        "title": "清溪镇年度报告",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [("20240120", "2024-01-20"), ("2024.1.2", "2024-01-02"), ("2024-13-40", None), ("无", None)],
)
def test_dates_are_read_as_people_write_them(text: str, expected: str | None) -> None:
    assert read_date(text) == expected


def archive(tmp_path: Path, *parts: MIMEText) -> Path:
    message = MIMEMultipart("related")
    for part in parts:
        message.attach(part)
    path = tmp_path / "a.mht"
    path.write_bytes(message.as_bytes())
    return path


def test_a_web_archive_is_read_with_its_style_sheets(tmp_path: Path) -> None:
    page = MIMEText("<p>总体情况</p><p class=off>藏</p>", "html", "gb18030")
    header = MIMEText("<p>页眉</p>", "html", "utf-8")
    sheet = MIMEText(".off{display:none}", "css", "utf-8")
    assert texts(read_html(archive(tmp_path, page, header, sheet))) == ["总体情况"]


def test_every_sheet_of_a_workbook_saved_as_web_archive_is_read(tmp_path: Path) -> None:
    frames = MIMEText("<html><frameset><frame src=1></frameset></html>", "html", "utf-8")
    sheets = [MIMEText(table(f"规章,{n}", "许可,0"), "html", "utf-8") for n in (1, 2)]
    assert [rows(grid)[0] for grid in read_html(archive(tmp_path, frames, *sheets)).grids] == [
        ["规章", "1"],
        ["规章", "2"],
    ]


def test_a_web_archive_without_a_page_is_damaged(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_html(archive(tmp_path, MIMEText("a", "css", "utf-8")))
    assert caught.value.code == "damaged"


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ("<div>" * 3_000_000, "too_large"),
        ("<div>" * 200_000, "damaged"),
        ("<table><tr><td>" * 100_000, "damaged"),
        ("<table><tr><td>" * 60 + "底", "damaged"),
        ("<p>" * 700_000, "too_large"),
        ("<script>x</script>", "empty"),
        ("<!-- -->", "empty"),
    ],
)
def test_pages_without_end_or_words_end_with_an_error(tmp_path: Path, page: str, code: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(page, encoding="utf-8")
    with pytest.raises(UnreadableFile) as caught:
        read_html(path)
    assert caught.value.code == code


def test_parts_in_parts_without_end_are_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.mht"
    parts = "".join(
        f"Content-Type: multipart/mixed; boundary=b{depth}\n\n--b{depth}\n" for depth in range(3_000)
    )
    path.write_text("MIME-Version: 1.0\n" + parts, encoding="ascii")
    with pytest.raises(UnreadableFile) as caught:
        read_html(path)
    assert caught.value.code == "damaged"


def test_styles_that_never_end_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.readers.html_css.MAX_COMPARISONS", 10_000)
    styles = "<style>" + ".a .a .a .b{display:none} " * 1_500 + "/*" * 100_000 + "</style>"
    body = "<div class=a>" * 500 + "<i class=b>x</i>" * 20
    with pytest.raises(UnreadableFile) as caught:
        read(tmp_path, body, styles)
    assert caught.value.code == "too_large"


def test_unclosed_tags_by_the_hundred_are_read(tmp_path: Path) -> None:
    assert texts(read(tmp_path, "<font>" * 600 + "总体情况")) == ["总体情况"]


def test_an_entity_in_a_page_expands_to_nothing_else(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "哈哈哈"><!ENTITY b "&a;&a;">]><html><body><p>甲&b;</p></body></html>'
    path = tmp_path / "a.html"
    path.write_text(bomb, encoding="utf-8")
    assert "哈哈哈哈哈哈" not in "".join(texts(read_html(path)))
