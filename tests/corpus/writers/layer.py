"""Optional content in a PDF that reportlab wrote: a layer named in its pages, switched off."""

from __future__ import annotations

import re
from pathlib import Path

_OBJECT = re.compile(rb"(?m)^(\d+) 0 obj\b")


def switch_layer_off(path: Path) -> None:
    """Given an uncompressed PDF whose pages name a layer ``/layer``, declare the layer and switch it off."""
    data = path.read_bytes()
    number = max(int(match[1]) for match in _OBJECT.finditer(data)) + 1
    layer = b"%d 0 R" % number
    data = data.replace(b"/Resources <<", b"/Resources << /Properties << /layer " + layer + b" >>")
    properties = b"/OCProperties << /OCGs [" + layer + b"] /D << /OFF [" + layer + b"] >> >> "
    data = re.sub(rb"/Type /Catalog", properties + b"/Type /Catalog", data, count=1)
    body = data[: data.rindex(b"xref", 0, data.rindex(b"startxref"))]
    trailer = re.search(rb"trailer\s*<<(.*?)>>\s*startxref", data, re.DOTALL)
    assert trailer is not None
    body += b"%d 0 obj\n<< /Type /OCG /Name (old) >>\nendobj\n" % number
    root = re.search(rb"/Root (\d+) 0 R", trailer[1])
    assert root is not None
    offsets = {int(match[1]): match.start() for match in _OBJECT.finditer(body)}
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (number + 1)
    table += b"".join(b"%010d 00000 n \n" % offsets.get(index, 0) for index in range(1, number + 1))
    end = b"trailer\n<< /Size %d /Root %s 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (number + 1, root[1], len(body))
    path.write_bytes(body + table + end)
