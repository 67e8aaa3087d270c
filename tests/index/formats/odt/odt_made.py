"""Small OpenDocument texts, written as LibreOffice writes them."""

import io
import zipfile

NAMESPACES = (
    " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
        for name, urn in {
            "office": "office",
            "text": "text",
            "style": "style",
            "table": "table",
            "draw": "drawing",
            "fo": "xsl-fo-compatible",
        }.items()
    )
    + ' xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
)
MIMETYPE = b"application/vnd.oasis.opendocument.text"
MANIFEST = """<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/></manifest:manifest>"""
OWN = """<style:style style:name="Unnumbered" style:family="paragraph" style:parent-style-name="H1"
style:list-style-name=""/>"""
STYLES = """
<style:style style:name="Standard" style:family="paragraph"/>
<style:style style:name="H1" style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="H2" style:family="paragraph" style:parent-style-name="Standard"/>
<style:style style:name="Gone" style:family="paragraph"><style:text-properties text:display="none"/></style:style>
<style:style style:name="hidden" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="struck" style:family="text">
<style:text-properties style:text-line-through-style="solid" style:text-line-through-type="single"/></style:style>
<style:style style:name="unstruck" style:family="text">
<style:text-properties style:text-line-through-style="none"/></style:style>
<style:style style:name="loud" style:family="text"><style:text-properties fo:text-transform="uppercase"/></style:style>
<style:style style:name="titled" style:family="text">
<style:text-properties fo:text-transform="capitalize"/></style:style>
<style:style style:name="strong" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<text:outline-style style:name="Outline">
<text:outline-level-style text:level="1" style:num-format="1" style:num-suffix="."/>
<text:outline-level-style text:level="2" style:num-format="1" style:num-suffix="." text:display-levels="2"/>
</text:outline-style>
<text:list-style style:name="Legal">
<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
<text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix="." text:display-levels="2"/>
<text:list-level-style-number text:level="3" style:num-format="а, б, .., аа, аб, ... (ru)" style:num-suffix=")"/>
<text:list-level-style-number text:level="4" style:num-format="a" style:num-suffix=")" style:num-letter-sync="true"/>
<text:list-level-style-bullet text:level="5" text:bullet-char="–"/>
</text:list-style>
<text:list-style style:name="Articles">
<text:list-level-style-number text:level="1" style:num-format="I" style:num-suffix="." style:num-prefix="Статья "/>
<text:list-level-style-number text:level="2"
loext:num-list-format="%1%.%2%." style:num-format="1" text:display-levels="2"/>
</text:list-style>
<text:list-style style:name="Letters">
<text:list-level-style-number text:level="1" style:num-format="А, Б, .., Аа, Аб, ... (ru)"
style:num-suffix=")" text:start-value="28"/>
<text:list-level-style-number text:level="2" style:num-format="а, б, .., аа, бб, ... (ru)"
style:num-suffix=")" text:start-value="28"/>
<text:list-level-style-number text:level="3" style:num-format="а, б, .., аа, аб, ... (ru)"
style:num-suffix=")" text:display-levels="3"/>
</text:list-style>"""


def odt(body: str, **parts: str | bytes) -> bytes:
    """A file with that body; `parts` are further parts by name."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMESPACES} office:version="1.3">'
        f"<office:automatic-styles>{OWN}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    styles = f"<office:document-styles {NAMESPACES}><office:styles>{STYLES}</office:styles></office:document-styles>"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", MIMETYPE, zipfile.ZIP_STORED)
        usual = {"content.xml": content, "styles.xml": styles, "META-INF/manifest.xml": MANIFEST}
        for name, part in {**usual, **parts}.items():
            archive.writestr(name, part)
    return packed.getvalue()


def p(words: str, style: str = "Standard") -> str:
    """A paragraph."""
    return f'<text:p text:style-name="{style}">{words}</text:p>'


def h(level: int, words: str, attributes: str = "") -> str:
    """A heading."""
    return f'<text:h text:style-name="H{level}" text:outline-level="{level}" {attributes}>{words}</text:h>'


def items(*inside: str) -> str:
    """Items of a list, each of one or more blocks."""
    return "".join(f"<text:list-item>{each}</text:list-item>" for each in inside)


def listed(*inside: str, style: str = "Legal", attributes: str = "") -> str:
    """A list of its own."""
    return f'<text:list text:style-name="{style}" {attributes}>{items(*inside)}</text:list>'


def below(*inside: str) -> str:
    """A list inside an item."""
    return f"<text:list>{items(*inside)}</text:list>"
