"""Word files written part by part, so that a test can say exactly what is wrong or unusual in one."""

import io
import zipfile
from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMES = (
    f'xmlns:w="{MAIN}" xmlns:r="{OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def relation(id: str, kind: str, target: str, external: bool = False) -> str:
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'


def relations(*given: str) -> str:
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(given)}</Relationships>'


def document(body: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document {NAMES}><w:body>{body}</w:body></w:document>'


def story(tag: str, inside: str) -> str:
    return f"<w:{tag} {NAMES}>{inside}</w:{tag}>"


def docx(
    body: str = "<w:p><w:r><w:t>修路27条。</w:t></w:r></w:p>", links: tuple[str, ...] = (), parts: Mapping[str, str | bytes] | None = None,
    types: Mapping[str, str] | None = None, main_type: str = f"{TYPE}.document.main+xml",
) -> bytes:
    """`links`: relationships of the text; `parts`: more parts, or others in the place of the usual ones; `types`: of parts."""
    overrides = {"word/document.xml": main_type, **(types or {})}
    usual: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items()) + "</Types>",
        "_rels/.rels": relations(relation("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": document(body),
        "word/_rels/document.xml.rels": relations(*links),
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {**usual, **(parts or {})}.items():
            archive.writestr(zipfile.ZipInfo(name, (2017, 4, 26, 8, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def run(text: str, look: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{look}</w:rPr>" if look else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def field(instruction: str, result: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return f'{mark("begin")}<w:r><w:instrText>{instruction}</w:instrText></w:r>{mark("separate")}{run(result)}{mark("end")}'
