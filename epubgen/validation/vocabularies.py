# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forms of XML documents other than pages: container, encryption, signatures, package, media overlay.

Sources: EPUB 3.3 §4.2.6, §5 and §9.2, EPUB Multiple-Rendition Publications 1.1 §2 to §4.
"""

from __future__ import annotations

from epubgen.validation.xml_form import ElementForm, Vocabulary

__all__ = ["CONTAINER_FORM", "ENCRYPTION_FORM", "OVERLAY_FORM", "PACKAGE_FORM", "PUBLICATION_FORM", "SIGNATURES_FORM"]

_XML = "http://www.w3.org/XML/1998/namespace"
_OCF = "urn:oasis:names:tc:opendocument:xmlns:container"
_OPF = "http://www.idpf.org/2007/opf"
_DC = "http://purl.org/dc/elements/1.1/"
_TYPE = r"[\w.+!#$&^-]+/[\w.+!#$&^-]+(\s*;.*)?"
_QUERY = r"(?:(?:not|only)\s+)?[a-z-]+(\s+and\s+\([^()]+\))*|\([^()]+\)(\s+and\s+\([^()]+\))*"
_CLOCK = r"\d+:[0-5]\d:[0-5]\d(\.\d+)?|[0-5]\d:[0-5]\d(\.\d+)?|\d+(\.\d+)?(h|min|s|ms)?"

CONTAINER_FORM = Vocabulary(
    {_OCF: "", "http://www.idpf.org/2013/rendition": "rendition"},
    {
        "container": ElementForm("version", holds="rootfiles links?", says={"version": r"1\.0"}),
        "rootfiles": ElementForm(holds="rootfile+"),
        "rootfile": ElementForm(
            "full-path media-type",
            "rendition:accessMode rendition:label rendition:language rendition:layout rendition:media",
            says={
                "media-type": "application/oebps-package\\+xml",
                "rendition:layout": "reflowable|pre-paginated",
                "rendition:accessMode": r"(auditory|tactile|textual|visual)(\s+(auditory|tactile|textual|visual))*",
                "rendition:media": rf"(?:{_QUERY})(\s*,\s*(?:{_QUERY}))*",
            },
        ),
        "links": ElementForm(holds="link+"),
        "link": ElementForm("href rel", "media-type", says={"media-type": _TYPE}),
    },
    "container",
)
_ENC, _DSIG = "http://www.w3.org/2001/04/xmlenc#", "http://www.w3.org/2000/09/xmldsig#"
_METHOD = ElementForm("Algorithm", holds="*")
_ENCRYPTED = ElementForm(
    may="Id Type MimeType Encoding Recipient",
    holds="enc:EncryptionMethod? ds:KeyInfo? enc:CipherData enc:EncryptionProperties? "
    "enc:ReferenceList? enc:CarriedKeyName?",
)
ENCRYPTION_FORM = Vocabulary(
    {_OCF: "", _ENC: "enc", _DSIG: "ds", "http://www.idpf.org/2016/encryption#compression": "c"},
    {
        "encryption": ElementForm(holds="(enc:EncryptedData|enc:EncryptedKey)+"),
        "enc:EncryptedData": _ENCRYPTED,
        "enc:EncryptedKey": _ENCRYPTED,
        "enc:EncryptionMethod": _METHOD,
        "enc:CipherData": ElementForm(holds="(enc:CipherReference|enc:CipherValue)"),
        "enc:CipherReference": ElementForm("URI", holds="enc:Transforms?"),
        "enc:EncryptionProperties": ElementForm(may="Id", holds="enc:EncryptionProperty+"),
        "enc:EncryptionProperty": ElementForm(may="Target Id", holds="c:Compression*"),
        "c:Compression": ElementForm("Method OriginalLength", says={"Method": "[08]", "OriginalLength": r"\d+"}),
    },
    "encryption",
)
SIGNATURES_FORM = Vocabulary(
    {_OCF: "", _DSIG: "ds"},
    {
        "signatures": ElementForm(holds="ds:Signature+"),
        "ds:Signature": ElementForm(may="Id", holds="ds:SignedInfo ds:SignatureValue ds:KeyInfo? ds:Object*"),
    },
    "signatures",
)
_I18N = "id dir xml:lang"
_TEXT = ElementForm(may=_I18N, holds="", says={"dir": "ltr|rtl|auto"})
_PLAIN = ElementForm(may="id")
_DC_PLAIN = ("identifier", "language", "date", "type", "format")
_DC_TEXT = (
    "title",
    "source",
    "creator",
    "subject",
    "description",
    "publisher",
    "contributor",
    "relation",
    "coverage",
    "rights",
)
_ANY_DC = "|".join(f"dc:{name}" for name in (*_DC_PLAIN, *_DC_TEXT))
_LINK = ElementForm(
    "href",
    "rel hreflang id refines media-type properties",
    says={"media-type": _TYPE, "properties": r"\S.*", "rel": r"\S.*"},
)
PACKAGE_FORM = Vocabulary(
    {_OPF: "", _DC: "dc", _XML: "xml"},
    {
        "package": ElementForm(
            "version unique-identifier", f"{_I18N} prefix",
            "metadata manifest spine guide? (bindings|tours)? collection*",
            {"dir": "ltr|rtl|auto"},
        ),
        "metadata": ElementForm(may=_I18N, holds=f"({_ANY_DC}|meta|link)*", says={"dir": "ltr|rtl|auto"}),
        "meta": ElementForm(
            may=f"property refines scheme name content {_I18N}",
            says={"property": r"\S+", "scheme": r"\S+", "dir": "ltr|rtl|auto"},
        ),
        "link": _LINK,
        **{f"dc:{name}": _PLAIN for name in _DC_PLAIN},
        **{f"dc:{name}": _TEXT for name in _DC_TEXT},
        "manifest": ElementForm(may="id", holds="item+"),
        "item": ElementForm(
            "id href media-type", "fallback media-overlay properties",
            says={"media-type": _TYPE, "properties": r"\S.*", "id": r"[^\W\d]\S*"},
        ),
        "spine": ElementForm(may="id toc page-progression-direction", holds="itemref+"),
        "itemref": ElementForm("idref", "linear id properties", says={"linear": "yes|no"}),
        "guide": ElementForm(holds="reference+"),
        "reference": ElementForm("href type", "title"),
        "bindings": ElementForm(holds="mediaType+"),
        "mediaType": ElementForm("media-type handler", says={"media-type": _TYPE}),
        "collection": ElementForm(
            "role", _I18N, "metadata? (collection+|collection* link+)", {"role": r"\S.*", "dir": "ltr|rtl|auto"}
        ),
    },
    "package",
)  # fmt: skip
PUBLICATION_FORM = Vocabulary(
    {"http://www.idpf.org/2013/metadata": "", _DC: "dc", _XML: "xml"},
    {"metadata": ElementForm("unique-identifier", "prefix id dir xml:lang", "*")},
    "metadata",
)
_OPS = "http://www.idpf.org/2007/ops"
_TIMED = ElementForm("epub:textref", "id epub:type", "(seq|par)+")
OVERLAY_FORM = Vocabulary(
    {"http://www.w3.org/ns/SMIL": "", _OPS: "epub"},
    {
        "smil": ElementForm("version", "id epub:prefix", "head? body", {"version": r"3\.0"}),
        "head": ElementForm(holds="metadata?"),
        "metadata": ElementForm(holds="*"),
        "body": ElementForm(may="id epub:type epub:textref", holds="(seq|par)+"),
        "seq": _TIMED,
        "par": ElementForm(may="id epub:type", holds="text audio?"),
        "text": ElementForm("src", "id"),
        "audio": ElementForm("src", "id clipBegin clipEnd", says={"clipBegin": _CLOCK, "clipEnd": _CLOCK}),
    },
    "smil",
)
