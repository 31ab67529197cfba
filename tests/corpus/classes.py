"""The classes of files that the parser is measured on: an ordinary report with one oddity each, and mixtures.

A class is a recipe: chance → a case, which is a file and what it says.
"""

from __future__ import annotations

from tests.corpus.cases import Recipe
from tests.corpus.recipes_files import DOCX, HTML, TEXT, XLSX
from tests.corpus.recipes_odd import ODD
from tests.corpus.recipes_pdf import BY_PROGRAM, PDF
from tests.corpus.recipes_said import SAID

CLASSES: dict[str, Recipe] = {**DOCX, **PDF, **TEXT, **HTML, **XLSX, **BY_PROGRAM, **SAID, **ODD}
