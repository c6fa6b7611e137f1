"""Reading: every format gives the text that was meant, every unusable file a sentence that says what to do."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsmap
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from kg.errors import BadInput
from kg.read import find, read
from kg.read.plain import decode

RUSSIAN = "Жилищная программа села рассчитана на пять лет и охватывает все районы области.\n"
KAZAKH = "Ауылдағы тұрғын үй бағдарламасы бес жылға арналған және барлық аудандарды қамтиды.\n"


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>".encode()


def pdf(*lines: str, password: str = "") -> bytes:
    """A PDF with one line on each page; an empty line makes a page without text."""
    writer = PdfWriter()
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    for line in lines:
        sheet = writer.add_blank_page(595, 842)
        entries = DictionaryObject({NameObject(k): NameObject(v) for k, v in font.items()})
        fonts = DictionaryObject({NameObject("/F1"): entries})
        sheet[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf 72 720 Td ({line}) Tj ET".encode() if line else b"")
        sheet[NameObject("/Contents")] = writer._add_object(stream)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def word(document: docx.document.Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


# ── plain text ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "stored", "encoding"),
    [
        (RUSSIAN, "utf-8", "utf-8"),
        (RUSSIAN, "utf-8-sig", "utf-8"),
        (RUSSIAN, "cp1251", "cp1251"),
        (RUSSIAN.upper(), "cp1251", "cp1251"),
        ("№ 7 «Село»", "cp1251", "cp1251"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (RUSSIAN.upper(), "koi8-r", "koi8-r"),
        (KAZAKH, "kz1048", "kz1048"),
        (KAZAKH, "utf-8", "utf-8"),
        (RUSSIAN, "utf-16", "utf-16-le"),
        ("\ufeff" + RUSSIAN, "utf-16-be", "utf-16-be"),
        (RUSSIAN + "plain words\n", "utf-16-le", "utf-16-le"),
        ("plain words\n" + RUSSIAN, "utf-16-be", "utf-16-be"),
        (RUSSIAN, "utf-32", "utf-32-le"),
        ("The mayor’s “rural schools” – a plan for every café in the district.\n", "cp1252", "cp1252"),
        ("The plan of the district for five years: " + "село", "cp1251", "cp1251"),
    ],
)
def test_the_encoding_is_told(tmp_path, text, stored, encoding):
    source = read(write(tmp_path, "a.txt", text.encode(stored)))
    assert (source.text, source.encoding) == (text.removeprefix("\ufeff"), encoding)


@pytest.mark.parametrize("text", ["one\r\ntwo\rthree\nfour\n\n", "no end", "\n\n  first", "a\fb\x85c\u2028d"])
def test_text_is_kept_as_it_is(tmp_path, text):
    source = read(write(tmp_path, "a.txt", text))
    assert (source.text, source.extracted, source.body, source.name) == (text, False, 0, "a.txt")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_any_utf8_is_read(text):
    assert decode(text.encode(), Path("a.txt")) == (text.removeprefix("\ufeff"), "utf-8")


def test_the_digest_of_the_bytes_names_the_file(tmp_path):
    source = read(write(tmp_path, "a.txt", "abc"))
    assert source.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@pytest.mark.parametrize(
    ("name", "text", "media_type"),
    [
        ("a.md", "words", "text/markdown"),
        ("a.txt", "words # and 2 * 2", "text/plain"),
        ("a.txt", "## One\n\nwords\n\n### Two\n", "text/markdown"),
        ("a.txt", "# 7 is a number, not a heading", "text/plain"),
        ("A.TXT", "words", "text/plain"),
        ("a.htm", "<p>words", "text/html"),
    ],
)
def test_the_media_type_says_how_to_read_the_text(tmp_path, name, text, media_type):
    assert read(write(tmp_path, name, text)).media_type == media_type


# ── what a file says of itself ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_front_matter_is_meta_and_the_body_stands_behind_it(tmp_path, newline):
    front = "---\nkind: decree\nnumber: 0399\ndate: 2020-3-5\npages: 12\nclause: 4.10\nopen: true\nfor: [a, b]\n---\n"
    text = (front + "# Title\n").replace("\n", newline)
    source = read(write(tmp_path, "a.md", text))
    assert source.text == text
    assert source.text[source.body :] == "# Title" + newline
    assert source.meta == {
        "kind": "decree",
        "number": "0399",
        "date": "2020-03-05",
        "pages": 12,
        "clause": "4.10",
        "open": True,
        "for": ["a", "b"],
    }


@pytest.mark.parametrize("text", ["---\n\nwords\n", "words\n---\na: b\n---\n", "----\na: b\n----\n"])
def test_a_rule_is_no_front_matter(tmp_path, text):
    source = read(write(tmp_path, "a.md", text))
    assert (source.meta, source.body) == ({}, 0)


@pytest.mark.parametrize(
    ("yaml", "says"),
    [
        ("kind: [decree", "line 3"),
        ("kind: decree\nkind: law", "kind stands twice"),
        ("a: &x 1\nb: *x", "aliases"),
        ("- a\n- b", "key: value"),
        ("just words", "key: value"),
        ("date: 2020-02-31", "correct it"),
        ("? [a, b]\n: c", "plain text"),
        ("a: " + "[" * 5000, "correct it"),
        ("a: !!python/object:os.system x", "correct it"),
        ("a: \x7f", "not allowed"),
        ("a: " + "b" * 200_000, "closing ---"),
    ],
)
def test_broken_front_matter_is_a_fault(tmp_path, yaml, says):
    with pytest.raises(BadInput, match=says):
        read(write(tmp_path, "a.md", f"---\n{yaml}\n---\nwords\n"))


def act(folder: Path, code: str) -> None:
    meta = f"act_code: '{code}'\nform: ПОСТ\ntype_codes:\n- ПОСТ\n- КОНЦ\nversion_date:\n  kaz: 2021-01-09\n"
    write(folder, "meta.yaml", meta)
    write(folder, "rus.md", "# О развитии сел\n")
    write(folder, "kaz.md", "# Ауылдарды дамыту туралы\n")


def test_the_texts_of_an_act_folder_share_its_meta(tmp_path):
    act(tmp_path / "0109-sela", "7")
    sources = [read(path) for path in find([tmp_path])]
    assert [s.name for s in sources] == ["0109-sela/kaz.md", "0109-sela/rus.md"]
    assert all(s.meta["act_code"] == "7" and s.meta["version_date"] == {"kaz": "2021-01-09"} for s in sources)


# ── finding ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_documents_are_found_once_and_in_order(tmp_path):
    for name in ("b.txt", "a/z.md", "a/y.docx", "c.html", "old.doc"):
        write(tmp_path, name, "x")
    for name in ("README.md", "a/readme.txt", ".git/x.md", ".hidden.txt", "notes.json", "a/~$y.docx"):
        write(tmp_path, name, "x")
    found = find([tmp_path / "c.html", tmp_path, tmp_path / "a"])
    assert [p.relative_to(tmp_path).as_posix() for p in found] == ["a/y.docx", "a/z.md", "b.txt", "c.html", "old.doc"]
    assert find([tmp_path / "a", tmp_path]) == found


def test_a_file_that_is_named_is_found_whatever_it_is(tmp_path):
    paths = [tmp_path / "missing.txt", write(tmp_path, "data.json", "{}"), write(tmp_path, "README.md", "x")]
    assert find(paths) == sorted(paths)


@pytest.mark.parametrize(
    ("only", "names"),
    [
        ({"type_codes": "КОНЦ"}, ["1/kaz.md", "1/rus.md"]),
        ({"form": "ПОСТ", "act_code": "1"}, ["1/kaz.md", "1/rus.md"]),
        ({"type_codes": "ЗАК"}, []),
        ({"number": "12"}, ["front.md"]),
        ({"number": "1"}, []),
        ({}, ["1/kaz.md", "1/rus.md", "front.md", "plain.txt"]),
    ],
)
def test_only_what_matches_is_found(tmp_path, only, names):
    act(tmp_path / "1", "1")
    write(tmp_path, "front.md", "---\nnumber: 12\n---\nx")
    write(tmp_path, "plain.txt", "x")
    assert [p.relative_to(tmp_path).as_posix() for p in find([tmp_path], only)] == names


def test_a_file_whose_meta_is_broken_is_found_so_that_it_is_reported(tmp_path):
    path = write(tmp_path, "a.md", "---\na: [\n---\nx")
    assert find([tmp_path], {"a": "b"}) == [path]


# ── HTML ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


PORTAL = """
<div id="menu"><ul><li>Главная</li></ul></div>
<div class="container_alpha slogan"><h1>О поддержке сельских школ</h1><span class="status status_upd">Обновленный</span>
<p>Приказ Министра от 5 мая 2019 года № 12.</p></div>
<div class="container_gamma tabs"><ul><li>Текст</li></ul></div>
<div class="container_gamma text text_upd"><div class="gs_12"><article>
<p class="note">Утратил силу приказом от 07.08.2021 № 9.</p>
<p id="z1">&nbsp;&nbsp;&nbsp; 1. Открыть <a href="/x#z2">школы</a> в <b>се</b>лах<script>bad()</script>.</p>
<p id="z2">&nbsp; 2. Купить автобусы.<br>&nbsp; 3. Нанять учителей.</p>
<h3>Расходы</h3>
<table><tr><th rowspan="2">Год</th><th colspan="2">Суммы</th></tr><tr><td><p>город</p></td><td>село<br>и район</td></tr>
<tr><td>2020</td><td>5</td><td>7</td></tr></table>
</article></div></div>
<div id="footer">Подвал</div>
"""
PORTAL_TEXT = """# О поддержке сельских школ

> Обновленный

Приказ Министра от 5 мая 2019 года № 12.

> Утратил силу приказом от 07.08.2021 № 9.

1. Открыть школы в селах.

2. Купить автобусы.
3. Нанять учителей.

### Расходы

Год\tСуммы\t
〃\tгород\tсело и район
2020\t5\t7
"""


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (
            PORTAL,
            PORTAL_TEXT,
        ),
        ("<nav>menu</nav><main><h1>Title</h1><p>Words</p></main><footer>foot</footer>", "# Title\n\nWords\n"),
        ("<h1>Title</h1><div><article><p>Words</p></article></div>", "# Title\n\nWords\n"),
        ("<header>top</header><article>One</article><article>Two</article><footer>f</footer>", "One\n\nTwo\n"),
        ("<div role=main>Words</div> other", "Words\n"),
        ("<p>a<p hidden>b<p>c<!-- d -->", "a\n\nc\n"),
        ("<ul><li>a<li><p>b</p><p>c</p><ul><li>d</ul></ul>e", "- a\n\n- b\n\nc\n\n  - d\n\ne\n"),
        ("<ol start=3><li>a<li value=7>b<li>c</ol><ul><li>- d<li>1) e</ul>", "3. a\n\n7. b\n\n8. c\n\n- d\n\n1) e\n"),
        ("<li>a", "- a\n"),
        ("<h2><div>A<br>b</div></h2><blockquote><p>c</blockquote>", "## A b\n\nc\n"),
        ("<div class=note><p>a<p>b</div><p>c", "> a\n\n> b\n\nc\n"),
        ("<table><tr><td><h2>A</h2><p>b<td><table><tr><td>c<td>d</table></table>", "## A\n\nb\n\nc\td\n"),
        ("<table><tr><td><p>alone<p>cell</table>", "alone\n\ncell\n"),
        ("<table><caption>T</caption><tr><td>a<td>b<tr><td> <td><br></table>", "T\n\na\tb\n"),
        ("<table><tr><td rowspan=3>a<td>b<tr><td>c<tr><td>d</table>", "a\tb\n〃\tc\n〃\td\n"),
        ("<table><tr><td>a<td rowspan=2>b<tr><td>c</table>", "a\tb\nc\t〃\n"),
        ("<table><tr><td colspan=x>a<td rowspan=99999>b</table>", "a\tb\n"),
        ("<b>x</b>y <i>z</i>", "xy z\n"),
    ],
)
def test_the_main_text_of_a_page(tmp_path, body, text):
    source = read(write(tmp_path, "a.html", page(body)))
    assert source.text == text
    assert source.extracted


@pytest.mark.parametrize(
    ("declared", "stored"), [("windows-1251", "cp1251"), ("utf-8", "cp1251"), ("nonsense", "koi8-r"), ("", "utf-16")]
)
def test_a_page_may_be_wrong_about_its_encoding(tmp_path, declared, stored):
    text = f"<html><head><meta charset={declared}></head><body><p>{RUSSIAN}</p></body></html>"
    assert read(write(tmp_path, "a.html", text.encode(stored))).text == RUSSIAN


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 5000 + "words",
        "<ul><li>" * 2000 + "words",
        "<table><tr><td>" * 1000 + "words",
        "<table>" + "<tr><td colspan=1000 rowspan=60000>words" * 1000 + "</table>",
        "<p " + "a='b' " * 5000 + ">words",
        "<b><i><p>words</b></i></table></div></html>",
    ],
    ids=["div", "ul", "table", "spans", "attributes", "crossed"],
)
def test_a_hostile_page_is_read(tmp_path, body):
    source = read(write(tmp_path, "a.html", page(body)))
    assert "words" in source.text
    assert len(source.text) < 50 * len(body)


# ── DOCX ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_word_document(tmp_path):
    document = docx.Document()
    document.add_heading("Rural schools", 0)
    document.add_heading("Aims", 2)
    document.add_paragraph("Open\tnew\nschools.")
    for style in ("List Number", "List Number", "List Bullet"):
        document.add_paragraph("buy buses;", style=style)
    table = document.add_table(3, 3)
    for n, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"c{n}\nx" if n == 4 else f"c{n}"
    table.cell(0, 0).merge(table.cell(0, 1)).text = "wide"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "high"
    deleted = document.add_paragraph("kept")._p
    run = OxmlElement("w:moveFrom")
    run.append(OxmlElement("w:t"))
    run[0].text = "moved"
    deleted.append(run)
    source = read(write(tmp_path, "a.docx", word(document)))
    assert source.text == (
        "# Rural schools\n\n## Aims\n\nOpen new\nschools.\n\n1. buy buses;\n\n2. buy buses;\n\n- buy buses;\n\n"
        "wide\t\tc2\nc3\tc4 x\thigh\nc6\tc7\t\n\nkept\n"
    )


NUMBERING = """<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2)"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="russianLower"/><w:lvlText w:val="%3)"/></w:lvl>
</w:abstractNum>
<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="6"><w:abstractNumId w:val="1"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="8"/></w:lvlOverride></w:num>
</w:numbering>"""


def test_the_numbers_of_word_are_printed(tmp_path):
    document = docx.Document()
    document.part.numbering_part._element = docx.oxml.parse_xml(NUMBERING)
    for number, level in [(5, 0), (5, 1), (5, 2), (5, 2), (5, 1), (5, 0), (5, 1), (6, 0), (6, 0), (0, 0)]:
        properties = document.add_paragraph("x")._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_numId().val, properties.get_or_add_ilvl().val = number, level
    lines = read(write(tmp_path, "a.docx", word(document))).text.split("\n")[::2]
    assert lines[:10] == [
        "III. x",
        "  III.1) x",
        "    а) x",
        "    б) x",
        "  III.2) x",
        "IV. x",
        "  IV.1) x",
        "VIII. x",
        "IX. x",
        "x",
    ]


def test_text_in_boxes_and_controls_is_read_once(tmp_path):
    document = docx.Document()
    body = document.element.body
    control = OxmlElement("w:sdt")
    control.append(OxmlElement("w:sdtContent"))
    control[0].append(document.add_paragraph("in a control")._p)
    body.insert(0, control)
    host = document.add_paragraph("host")._p
    box = OxmlElement("w:txbxContent")
    box.append(document.add_paragraph("in a box")._p)
    host.append(box)
    text = read(write(tmp_path, "a.docx", word(document))).text
    assert text == "in a control\n\nhost\n\nin a box\n"


def test_footnotes_are_notes_at_the_end(tmp_path):
    document = docx.Document()
    document.add_paragraph("words")
    note = "<w:footnote {}><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:footnote>"
    notes = note.format('w:id="0" w:type="separator"', "line") + note.format('w:id="1"', "a note")
    xml = f'<w:footnotes xmlns:w="{nsmap["w"]}">{notes}</w:footnotes>'.encode()
    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, xml, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    assert read(write(tmp_path, "a.docx", word(document))).text == "words\n\n> a note\n"


# ── PDF ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_pages_of_a_pdf(tmp_path):
    assert read(write(tmp_path, "a.pdf", pdf("One", "", "Two"))).text == "One\n\f\n\fTwo\n"


# ── what cannot be used ──────────────────────────────────────────────────────────────────────────────────────────────


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as member:
        for _ in range(501):
            member.write(b" " * 1_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\n", "no text"),
        ("a.md", b"---\na: b\n---\n\n", "no text"),
        ("a.txt", b"\x7fELF\x00\x01\x00\x02\x00\x00\x03", "binary"),
        ("a.txt", bytes(range(1, 32)) * 20, "binary"),
        ("a.txt", b"\xff\xfe\x00\xd8a", "utf-16-le"),
        ("a.txt", RUSSIAN.encode()[:-3] + RUSSIAN.encode(), "damaged UTF-8 in line 1"),
        ("a.txt", "élève à côté où ça".encode("latin-1") * 9, "encoding cannot be told"),
        ("a.txt", b"words \x81" + b" and words" * 20, "encoding cannot be told"),
        ("a.txt", "ﾟ､ｱｲｳｴｵ".encode("shift-jis") * 9, "encoding cannot be told"),
        ("a.xlsx", b"x", "not supported"),
        ("a.doc", b"x", "not supported; save it as"),
        ("a", b"x", "without suffix"),
        ("a.html", b"<html><script>x</script></html>", "no text"),
        ("a.docx", b"PK\x03\x04 broken", "save it anew"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "password"),
        ("a.docx", word(docx.Document()), "no text"),
        ("a.docx", bomb(), "unpacks"),
        ("a.pdf", b"%PDF-1.4 broken", "export it anew"),
        ("a.txt", b"word " * 1_000_001, "5000005 characters.* split it"),
        ("a.pdf", pdf("One", password="secret"), "password"),
        ("a.pdf", pdf("", ""), "OCR"),
    ],
)
def test_an_unusable_file_is_refused_with_a_remedy(tmp_path, name, content, says):
    path = write(tmp_path, name, content)
    with pytest.raises(BadInput, match=says) as fault:
        read(path)
    assert str(fault.value).startswith(f"{path}: ")


def test_a_file_must_be_there_and_open(tmp_path):
    with pytest.raises(BadInput, match="no such file"):
        read(tmp_path / "missing.txt")
    with pytest.raises(BadInput, match="folder"):
        read(tmp_path)


def test_a_pdf_with_an_empty_password_is_read(tmp_path):
    writer = PdfWriter(clone_from=io.BytesIO(pdf("One")))
    writer.encrypt("", "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert read(write(tmp_path, "a.pdf", out.getvalue())).text == "One\n"
