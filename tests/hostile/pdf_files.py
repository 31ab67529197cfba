"""Broken and hostile PDF."""

from __future__ import annotations

import zlib
from pathlib import Path
from random import Random

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tests.corpus.writers import fonts
from tests.corpus.writers.marks import PageOptions
from tests.corpus.writers.pdf import InkOptions, write_pdf
from tests.hostile.kinds import NOTICE, hostile, report_blocks

_MEBI = 1 << 20


def _report(folder: Path, ink: InkOptions | None = None) -> Path:
    path = folder / "report.pdf"
    write_pdf(report_blocks(), PageOptions(), ink or InkOptions(), Random(3), path)
    return path


def _save(folder: Path, data: bytes, name: str = "file.pdf") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def raw_pdf(objects: dict[int, bytes], root: int = 1) -> bytes:
    """Given the bodies of objects, return a PDF of them with a right cross-reference table."""
    data = bytearray(b"%PDF-1.7\n")
    offsets: dict[int, int] = {}
    for number, body in objects.items():
        offsets[number] = len(data)
        data += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(data)
    last = max(objects)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (last + 1)
    for number in range(1, last + 1):
        data += b"%010d 00000 n \n" % offsets.get(number, 0)
    data += b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (last + 1, root, start)
    return bytes(data)


def stream(content: bytes, entries: bytes = b"", *, deflate: bool = False) -> bytes:
    """Given the content of a stream, return the body of its object."""
    if deflate:
        content, entries = zlib.compress(content, 9), entries + b"/Filter/FlateDecode"
    return b"<</Length %d%s>>\nstream\n" % (len(content), entries) + content + b"\nendstream"


def one_page(
    content: bytes, *, media: bytes = b"[0 0 595 842]", resources: bytes = b"", deflate: bool = False
) -> bytes:
    """Given the operators of a page, return a PDF with Helvetica as /F."""
    return raw_pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            3: b"<</Type/Page/Parent 2 0 R/MediaBox %s/Contents 4 0 R/Resources<</Font<</F 5 0 R>>%s>>>>"
            % (media, resources),
            4: stream(content, deflate=deflate),
            5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        }
    )


@hostile("pdf cut off in the middle", allowed="as_printed")
def _(folder: Path) -> Path:
    data = _report(folder).read_bytes()
    return _save(folder, data[: len(data) * 6 // 10])


@hostile("pdf without its end", allowed="as_printed")
def _(folder: Path) -> Path:
    return _save(folder, _report(folder).read_bytes()[:-300])


@hostile("pdf with zeroed bytes in it", allowed="as_printed")
def _(folder: Path) -> Path:
    data = bytearray(_report(folder).read_bytes())
    data[len(data) // 3 : len(data) // 3 + 4000] = bytes(4000)
    return _save(folder, bytes(data))


@hostile("pdf with a password to open it")
def _(folder: Path) -> Path:
    path = folder / "locked.pdf"
    canvas = Canvas(str(path), encrypt=StandardEncryption("geheim", "owner", strength=128))
    canvas.drawString(80, 700, "2024")
    canvas.save()
    return path


@hostile("pdf that may be read and not printed")
def _(folder: Path) -> Path:
    path = folder / "owned.pdf"
    canvas = Canvas(str(path), encrypt=StandardEncryption("", "owner", canPrint=0, canCopy=0, strength=128))
    canvas.setFont(fonts.built_in(), 12)
    canvas.drawString(80, 700, NOTICE[0])
    canvas.save()
    return path


@hostile("picture named pdf")
def _(folder: Path) -> Path:
    return _save(folder, b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(5000) + b"\xff\xd9")


@hostile("random bytes named pdf")
def _(folder: Path) -> Path:
    return _save(folder, Random(1).randbytes(300_000))


@hostile("random bytes after a pdf header")
def _(folder: Path) -> Path:
    return _save(folder, b"%PDF-1.6\n" + Random(2).randbytes(300_000))


@hostile("empty file named pdf")
def _(folder: Path) -> Path:
    return _save(folder, b"")


@hostile("pdf page full of brackets that are never closed")
def _(folder: Path) -> Path:
    """Each number opens a note, which the reader follows down its column."""
    lines = (
        b"1 0 0 1 %d %d Tm (5\\(8)Tj" % (20 + 50 * column, 6650 - 6 * row)
        for row in range(1100)
        for column in range(10)
    )
    content = b"BT /F 5 Tf\n" + b"\n".join(lines) + b"\nET"
    return _save(folder, one_page(content, media=b"[0 0 595 6700]", deflate=True))


@hostile("pdf of no pages")
def _(folder: Path) -> Path:
    return _save(folder, raw_pdf({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Count 0/Kids[]>>"}))


@hostile("pdf that says it has two thousand million pages")
def _(folder: Path) -> Path:
    return _save(
        folder, raw_pdf({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Count 2000000000/Kids[]>>"})
    )


@hostile("pdf whose page tree goes round")
def _(folder: Path) -> Path:
    return _save(
        folder,
        raw_pdf(
            {
                1: b"<</Type/Catalog/Pages 2 0 R>>",
                2: b"<</Type/Pages/Count 9/Kids[3 0 R 2 0 R]/Parent 3 0 R>>",
                3: b"<</Type/Pages/Count 9/Kids[2 0 R 3 0 R]/Parent 2 0 R>>",
            }
        ),
    )


@hostile("pdf of 3000 pages", slow=True)
def _(folder: Path) -> Path:
    path = folder / "long.pdf"
    canvas = Canvas(str(path))
    for number in range(3000):
        canvas.setFont(fonts.built_in(), 10)
        for line in range(40):
            canvas.drawString(
                60, 780 - 18 * line, f"{number}-{line} 乡志资料汇编第{line}条，记录历年大事与人物。"
            )
        canvas.showPage()
    canvas.save()
    return path


@hostile("pdf of 3000 pages of ruled tables", slow=True)
def _(folder: Path) -> Path:
    path = folder / "tables.pdf"
    canvas = Canvas(str(path))
    for number in range(3000):
        canvas.grid([60 + 40 * i for i in range(12)], [100 + 20 * i for i in range(30)])
        canvas.drawString(65, 105, str(number))
        canvas.showPage()
    canvas.save()
    return path


@hostile("pdf of a page that is kilometres wide")
def _(folder: Path) -> Path:
    return _save(folder, one_page(b"BT /F 12 Tf 50 50 Td (2024) Tj ET", media=b"[0 0 9000000 9000000]"))


@hostile("pdf of a page without size")
def _(folder: Path) -> Path:
    return _save(folder, one_page(b"BT /F 12 Tf 50 50 Td (2024) Tj ET", media=b"[0 0 0 0]"))


@hostile("pdf of a page with sizes that are no numbers")
def _(folder: Path) -> Path:
    return _save(folder, one_page(b"BT /F nan Tf 1e400 -1e400 Td (2024) Tj ET", media=b"[-1e38 nan 1e38 /x]"))


@hostile("pdf whose forms draw each other", slow=True)
def _(folder: Path) -> Path:
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 500 800]/Resources<</XObject<</A 6 0 R/B 7 0 R>>>>"
    objects = one_page(b"/A Do /B Do", resources=b"/XObject<</A 6 0 R/B 7 0 R>>")
    data = objects.split(b"xref")[0]
    data += b"6 0 obj\n" + stream(b"/B Do /A Do", form) + b"\nendobj\n"
    data += b"7 0 obj\n" + stream(b"/A Do /B Do", form) + b"\nendobj\n"
    return _save(folder, data + b"trailer\n<</Root 1 0 R>>\n%%EOF\n")


@hostile("pdf whose forms double at each of 40 levels", slow=True)
def _(folder: Path) -> Path:
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</N 10 0 R>>>>>>",
        4: stream(b"/N Do /N Do"),
    }
    for level in range(40):
        entries = b"/Type/XObject/Subtype/Form/BBox[0 0 500 800]/Resources<</XObject<</N %d 0 R>>>>" % (
            11 + level
        )
        objects[10 + level] = stream(b"/N Do /N Do", entries)
    objects[50] = stream(b"0 0 m 9 9 l S", b"/Type/XObject/Subtype/Form/BBox[0 0 500 800]")
    return _save(folder, raw_pdf(objects))


@hostile("pdf with a content stream that unpacks to a gibibyte", slow=True)
def _(folder: Path) -> Path:
    packer = zlib.compressobj(9)
    packed = (
        b"".join(packer.compress(b"0 0 m 1 1 l S\n" * (_MEBI // 14)) for _ in range(1024)) + packer.flush()
    )
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        4: b"<</Length %d/Filter/FlateDecode>>\nstream\n" % len(packed) + packed + b"\nendstream",
    }
    return _save(folder, raw_pdf(objects))


@hostile("pdf with half a million strokes on a page", slow=True)
def _(folder: Path) -> Path:
    rng = Random(4)
    strokes = b"".join(
        b"%d %d m %d %d l S\n" % (x, y, x + rng.randrange(40), y)
        for x, y in ((rng.randrange(590), rng.randrange(840)) for _ in range(500_000))
    )
    return _save(folder, one_page(strokes, deflate=True))


@hostile("pdf with a grid of 300 by 400 cells", slow=True)
def _(folder: Path) -> Path:
    lines = b"".join(b"%.2f 10 m %.2f 830 l S\n" % (10 + 1.9 * i, 10 + 1.9 * i) for i in range(300))
    lines += b"".join(b"10 %.2f m 580 %.2f l S\n" % (10 + 2.05 * i, 10 + 2.05 * i) for i in range(400))
    words = b"".join(
        b"BT /F 1 Tf %.1f %.1f Td (7) Tj ET\n" % (11 + 3.8 * i, 11 + 4.1 * j)
        for i in range(150)
        for j in range(190)
    )
    return _save(folder, one_page(lines + words, deflate=True))


@hostile("pdf with a million characters on a line")
def _(folder: Path) -> Path:
    return _save(folder, one_page(b"BT /F 1 Tf 5 5 Td (" + b"7 " * 500_000 + b") Tj ET", deflate=True))


@hostile("pdf with a hundred thousand states pushed")
def _(folder: Path) -> Path:
    return _save(
        folder, one_page(b"q " * 100_000 + b"[" * 100_000 + b"BT /F 9 Tf (2024) Tj ET", deflate=True)
    )


# What has no characters may still be recognised from its picture, where that is installed.
@hostile("pdf whose fonts have no Unicode", allowed="as_printed")
def _(folder: Path) -> Path:
    return _report(folder, InkOptions(mapping="none"))


@hostile("pdf whose words are private characters", allowed="as_printed")
def _(folder: Path) -> Path:
    return _report(folder, InkOptions(mapping="private"))


@hostile("pdf of pictures only")
def _(folder: Path) -> Path:
    pixels = bytes(Random(5).choices((0, 255), weights=(1, 9), k=200 * 280))
    picture = stream(
        pixels,
        b"/Type/XObject/Subtype/Image/Width 200/Height 280/ColorSpace/DeviceGray/BitsPerComponent 8",
        deflate=True,
    )
    data = one_page(b"q 595 0 0 842 0 0 cm /I Do Q", resources=b"/XObject<</I 6 0 R>>").split(b"xref")[0]
    return _save(folder, data + b"6 0 obj\n" + picture + b"\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n")


@hostile("pdf of an English paper")
def _(folder: Path) -> Path:
    path = folder / "paper.pdf"
    canvas = Canvas(str(path))
    canvas.drawString(80, 780, "Transparency and Freedom of Information in Local Government, 2019-2024")
    for line in range(30):
        canvas.drawString(
            80,
            740 - 15 * line,
            f"{line}. We study {line * 7} townships; Table {line} reports 12 0 0 3 4 0 19.",
        )
    canvas.save()
    return path


@hostile("pdf of an ordinary notice")
def _(folder: Path) -> Path:
    path = folder / "notice.pdf"
    canvas = Canvas(str(path))
    canvas.setFont(fonts.built_in(), 12)
    for index, line in enumerate(NOTICE):
        canvas.drawString(60, 780 - 24 * index, line)
    canvas.save()
    return path
