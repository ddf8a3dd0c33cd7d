# SPDX-License-Identifier: AGPL-3.0-or-later
"""HTML whose blocks say a language, and links around pictures: nothing of it goes without a word."""

from epubgen.markup import RenderContext, blocks_from_html, render_blocks
from epubgen.markup.tree import write
from epubgen.markup.xhtml_inlines import ShownPicture
from tests.input_cases.case import InputCase

_REST = (
    "<p>The ferry to the other bank will run until midnight from Thursday on, the company said, and the bus waits.</p>"
)


def _shown(source: str) -> str:
    setting = RenderContext(language="en", picture=lambda photo: ShownPicture(photo.file, 640, 480))
    made = "".join(map(write, render_blocks(blocks_from_html(source + _REST).blocks, setting)))
    return made.removesuffix(_REST.replace("<p>", '<p class="para">'))


def _links(source: str) -> list[str]:
    return [str(dict(found.args)["href"]) for found in blocks_from_html(source).findings if found.key == "H03.picture"]


def _words(text: str) -> str:
    return text.rpartition('lang="fr">')[2]


def _each(source: str) -> list[str]:
    return [_words(part) for part in _shown(source).split("</span>")[:-1] if 'lang="fr">' in part]


_FR = "Bonjour à tous"
_SPOKEN = {
    f'<p lang="fr">{_FR}</p>': [_FR],
    f'<h2 lang="fr">{_FR}</h2>': [_FR],
    f'<div lang="fr"><p>{_FR}</p><p>Deux</p></div>': [_FR, "Deux"],
    f'<blockquote lang="fr"><p>{_FR}</p></blockquote>': [_FR],
    f'<ul lang="fr"><li>{_FR}</li><li>Deux</li></ul>': [_FR, "Deux"],
    f'<p xml:lang="fr">{_FR}</p>': [_FR],
    f'<figure><img src="a.jpg"/><figcaption lang="fr">{_FR}</figcaption></figure>': [_FR],
    f'<section lang="fr">{_FR}</section>': [_FR],
    f'<div lang="fr"><p>{_FR}</p><p lang="en">Two</p></div>': [_FR],
    f'<p lang="fr">{_FR} <span lang="la">et alii</span> ici</p>': [f"{_FR} ", " ici"],
    f'<table><tr><th>A</th><th>B</th></tr><tr><td lang="fr">{_FR}</td><td>b</td></tr></table>': [_FR],
}
_OWN = (
    '<div lang="en"><p>One</p></div>', '<p lang="en">One</p>', '<p lang="">One</p>', '<p lang="qqq-nonsense">One</p>',
    '<div lang="en"><p lang="en">One</p></div>', '<p xml:lang="en">One</p>',
)  # fmt: skip
_LINKS = {
    '<p><a href="https://x.example/page"><img src="a.jpg"/></a></p>': ["https://x.example/page"],
    '<figure><a href="https://x.example/p"><img src="a.jpg"/></a><figcaption>C</figcaption></figure>': [
        "https://x.example/p"
    ],
    '<a href="https://x.example/"><picture><img src="a.jpg"/></picture></a>': ["https://x.example/"],
    '<a href="https://x.example/a-large.jpg"><img src="a.jpg"/></a>': [],
    '<a href="#top"><img src="a.jpg"/></a>': [],
    '<p><a href="https://x.example/">Words <img src="a.jpg"/></a></p>': [],
    '<p><a href="mailto:news@x.example"><img src="a.jpg"/></a></p>': ["mailto:news@x.example"],
}

CASES = [
    *(InputCase("a language of a block stays", source, _each, right) for source, right in _SPOKEN.items()),
    *(
        InputCase("the language of the text is not marked", f"{source}<p lang='en'>{'Ferry ' * 40}</p>", _each, [])
        for source in _OWN
    ),
    *(InputCase("a link around a picture is told", source, _links, right) for source, right in _LINKS.items()),
]
