"""How well scans are read, defect by defect: ``python -m benchmarks.scan [--n 4] [--unseen] [--classes seal clean]``.

Reports of the corpus are written as PDF, drawn at a resolution, damaged as a scanner damages them, and read.
``--unseen`` uses another seed, and other fonts (those of ``UNSEEN_FONTS`` that this machine has); ``--seed`` and
``--fonts`` (a folder of TrueType fonts) any others. Prose is held against what the digital original says. Exits
with 1 where a wrong number was not named by a finding.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from unittest.mock import patch

import psutil
from rapidfuzz import fuzz
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

import ingest
from ingest.model import BBox, Report
from tests.corpus.cases import Case, document, ordinary
from tests.corpus.compare import compare
from tests.corpus.recipes_pdf import _broken
from tests.corpus.scans import Defects, scan
from tests.corpus.style import choose_style
from tests.corpus.truth import make_truth
from tests.corpus.writers import fonts
from tests.corpus.writers.pdf import InkOptions, write_pdf

SEED, UNSEEN_SEED = 1, 9_001
TRUETYPE = Path("/usr/share/fonts/truetype")
SEEN_FONTS = {
    "hei": Path(__file__).parents[1] / "data" / "fonts" / "DisclosureHei.ttf",
    "zenhei": TRUETYPE / "wqy" / "wqy-zenhei.ttc",
    "uming": TRUETYPE / "arphic" / "uming.ttc",
}
UNSEEN_FONTS = {
    "microhei": TRUETYPE / "wqy" / "wqy-microhei.ttc",
    "ukai": TRUETYPE / "arphic" / "ukai.ttc",
    "wenkai": TRUETYPE / "lxgw-wenkai" / "LXGWWenKai-Regular.ttf",
}
RULES = ("full", "full", "hair", "cell_rects", "thin_rects")
UNRULED = ("none", "three_line", "horizontal")
SKEWED = 3.0  # degrees to either side

CLASSES: dict[str, Defects] = {
    "clean": Defects(),
    "people": Defects(),
    "grey 150": Defects(dpi=150, colour="grey"),
    "skew and seal 150": Defects(dpi=150, seal=True, skew=SKEWED),
    "skew": Defects(skew=SKEWED),
    "seal": Defects(seal=True),
    "seal in grey": Defects(seal=True, colour="grey"),
    "tilt": Defects(tilt=0.02, skew=1.0),
    "turned 90": Defects(turn=1),
    "turned 180": Defects(turn=2),
    "turned 270": Defects(turn=3),
    "noise": Defects(noise=18, specks=0.001),
    "jpeg 150": Defects(dpi=150, jpeg=30),
    "fold and shadow": Defects(fold=True, shadow=True),
    "300 bw": Defects(dpi=300, colour="bw"),
    "200 bw": Defects(dpi=200, colour="bw"),
    "150 bw": Defects(dpi=150, colour="bw"),
    "tiff 300": Defects(dpi=300, file="tif"),
    "few lines": Defects(),
}


@dataclass(slots=True)
class Row:
    """What came of one class."""

    pages: int = 0
    cells: int = 0
    right: int = 0
    silent: int = 0
    doubts: int = 0
    found: int = 0
    meant: int = 0
    both: int = 0
    text: float = 0.0
    files: int = 0
    processor: float = 0.0
    wall: float = 0.0
    wrong: list[str] = field(default_factory=list)


def _fonts(unseen: bool, folder: Path | None = None) -> list[str]:
    chosen = UNSEEN_FONTS if unseen else SEEN_FONTS
    if folder is not None:
        chosen = {path.stem: path for path in sorted(folder.glob("*.ttf"))}
    names: list[str] = []
    for name, path in chosen.items():
        if path.exists():
            pdfmetrics.registerFont(TTFont(f"scan-{name}", str(path), subfontIndex=0))
            names.append(f"scan-{name}")
    return names or list(fonts.embedded())


def _digital(name: str, rng: Random, path: Path, names: Sequence[str]) -> Case:
    truth = make_truth(rng)
    style = choose_style(rng) if name == "people" else ordinary(rng)
    paging = replace(_broken(rng), rules=rng.choice(UNRULED if name == "few lines" else RULES))
    font = rng.choice(names)
    with patch.object(fonts, "embedded", lambda: (font,)):
        made = write_pdf(document(truth, style, rng), paging, InkOptions(embedded=True), rng, path)
    drawn = {address: (place[0], BBox(*place[1:])) for address, place in made.places.items()}
    return Case(path, truth, drawn)


def _items(report: Report) -> set[tuple[object, ...]]:
    return {(item.kind, item.label, item.value, item.unit) for item in report.narrative}


def _text(sections: Mapping[str, str]) -> str:
    return "".join("".join(sections[key].split()) for key in sorted(sections))


def measure(name: str, count: int, seed: int, names: Sequence[str], folder: Path) -> Row:
    """Given a class, return how well its scans are read."""
    row = Row()
    for index in range(count):
        rng = Random(f"{name}/{seed}/{index}")
        digital = _digital(name, rng, folder / f"{index}.digital.pdf", names)
        defects = CLASSES[name]
        defects = replace(defects, skew=rng.uniform(-defects.skew, defects.skew))
        case = scan(digital, defects, rng, folder / f"{index}")
        begin, processor = time.perf_counter(), time.process_time()
        report = ingest.parse_file(case.path)
        row.wall += time.perf_counter() - begin
        row.processor += time.process_time() - processor
        _add(row, report, ingest.parse_file(digital.path), case)
    return row


def _add(row: Row, report: Report, original: Report, case: Case) -> None:
    score = compare(report, case.truth)
    row.files += 1
    row.pages += max(report.pages, original.pages)
    row.cells += score.cells
    row.right += score.right
    row.silent += len(score.silent)
    row.doubts += sum(finding.rule == "cell.ocr_doubt" for finding in report.findings)
    read, meant = _items(report), _items(original)
    row.found, row.meant, row.both = (
        row.found + len(read),
        row.meant + len(meant),
        row.both + len(read & meant),
    )
    row.text += fuzz.ratio(_text(report.sections), _text(original.sections)) / 100
    row.wrong += [
        f"  {case.path.stem} {'/'.join(miss.address)}: meant {miss.expected}, got {miss.got}"
        f"{'' if miss.flagged else ' SILENT'}"
        for miss in score.misses
    ]


def _line(name: str, row: Row) -> str:
    f1 = 200 * row.both / max(1, row.found + row.meant)
    return (
        f"{name:20}{row.pages:6}{row.cells:7}{100 * row.right / max(1, row.cells):9.2f}{row.silent:8}"
        f"{100 * row.doubts / max(1, row.cells):8.2f}{f1:8.1f}{100 * row.text / max(1, row.files):8.1f}"
        f"{row.processor / max(1, row.pages):8.2f}{row.wall / max(1, row.pages):8.2f}"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a table by defect; 1 where a wrong number was not named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=4, help="reports of each class, of three to five pages each")
    parser.add_argument("--classes", nargs="*", default=[], choices=list(CLASSES))
    parser.add_argument("--unseen", action="store_true")
    parser.add_argument("--seed", type=int, help="draw other reports")
    parser.add_argument("--fonts", type=Path, help="a folder of TrueType fonts to set them in")
    options = parser.parse_args(arguments)
    names = _fonts(options.unseen, options.fonts)
    seed = options.seed or (UNSEEN_SEED if options.unseen else SEED)
    sys.stdout.write(
        f"{'class':20}{'pages':>6}{'cells':>7}{'right %':>9}{'silent':>8}{'doubt %':>8}"
        f"{'F1':>8}{'text %':>8}{'cpu s':>8}{'wall s':>8}\n"
    )
    silent = 0
    wrong: list[str] = []
    for name in options.classes or CLASSES:
        with tempfile.TemporaryDirectory() as folder:
            row = measure(name, options.n, seed, names, Path(folder))
        silent += row.silent
        wrong += [name, *row.wrong] if row.wrong else []
        sys.stdout.write(_line(name, row) + "\n")
        sys.stdout.flush()
    memory = psutil.Process().memory_info()
    peak = getattr(memory, "peak_wset", memory.rss) // 1024**2
    sys.stdout.write("\n".join(["", f"memory at the end {peak} MiB, fonts {', '.join(names)}", *wrong, ""]))
    return int(silent > 0)


if __name__ == "__main__":
    sys.exit(main())
