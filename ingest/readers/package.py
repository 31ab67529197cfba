"""Office packages (.docx, .xlsx): a ZIP of XML parts, opened so that no part can do harm.

No entity is expanded, nothing is fetched, and no part is unpacked beyond its limit, whatever
size its header declares.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from ingest.errors import UnreadableFile
from ingest.readers.limits import MAX_PART_BYTES, damaged, too_large
from ingest.readers.zips import ZIP_ERRORS, open_zip

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# ISO strict files differ from the common ones in nothing but these names.
_STRICT_NAMES = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)


@dataclass(frozen=True, slots=True)
class Package:
    """An open package: its ZIP, and the names of its parts by their lower-case form."""

    archive: zipfile.ZipFile
    names: dict[str, str]
    what: str

    def part(self, name: str, limit: int = MAX_PART_BYTES) -> bytes | None:
        """Return the bytes of a part, or None where the package has none of that name.

        Args:
            name: Its name in the package.
            limit: How many bytes to unpack at most.

        Raises:
            UnreadableFile: ``too_large``, ``damaged`` or ``encrypted``.
        """
        stored = self.names.get(name.lower())
        if stored is None:
            return None
        try:
            with self.archive.open(stored) as stream:
                data = stream.read(limit + 1)
        except RuntimeError as error:
            raise UnreadableFile("encrypted", "文件有打开密码，请另存为无密码的版本后再导入") from error
        except ZIP_ERRORS as error:
            raise damaged(self.what) from error
        if len(data) > limit:
            raise too_large(f"{self.what}解压后过大")
        return data

    def xml(self, name: str) -> etree._Element | None:
        """Return the root of an XML part, or None where the package has none of that name.

        Raises:
            UnreadableFile: as :meth:`part`; ``damaged`` where it is not well formed, is
                nested beyond what an office program writes, or declares entities.
        """
        data = self.part(name)
        return None if data is None else parse_xml(data, self.what)

    def related(self, part: str, kind: str) -> str | None:
        """Return the name of the part that ``part`` refers to as ``kind`` (“styles”), or None."""
        return next((target for found, target in self.relations(part).values() if found == kind), None)

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Return the relations of a part: id → (kind, name of the part it points to)."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        result: dict[str, tuple[str, str]] = {}
        for relation in () if root is None else root.iter(_RELATIONSHIP):
            if relation.get("TargetMode") == "External":
                continue
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
            result[relation.get("Id", "")] = (relation.get("Type", "").rsplit("/", 1)[-1], target.lstrip("/"))
        return result

    def main_part(self, usual: str) -> str:
        """Return the name of the document's main part: as the package says, else the usual one."""
        found = self.related("", "officeDocument")
        return found if found is not None and found.lower() in self.names else usual


@contextmanager
def open_package(path: Path, what: str) -> Iterator[Package]:
    """Open an office package; ``what`` names the kind of file in messages (“Word 文件”).

    Raises:
        UnreadableFile: as :func:`ingest.readers.zips.open_zip`.
    """
    with open_zip(path, what) as archive:
        # Some generators write backslashes between folders.
        names = {name.replace("\\", "/").lower(): name for name in archive.namelist()}
        yield Package(archive, names, what)


def parse_xml(data: bytes, what: str) -> etree._Element:
    """Return the root of an XML document that stays as small as it is written.

    Raises:
        UnreadableFile: ``too_large`` beyond ``MAX_PART_BYTES``; ``damaged`` where it is not
            well formed, is nested too deeply, or declares a document type: office programs
            write none, entity bombs need one.
    """
    if len(data) > MAX_PART_BYTES:
        raise too_large(f"{what}解压后过大")
    for strict, common in _STRICT_NAMES:
        data = data.replace(strict, common)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(what) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise damaged(what)
    return root
