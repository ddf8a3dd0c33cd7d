// SPDX-License-Identifier: AGPL-3.0-or-later
// Finds the words that a finding quotes: across elements, without regard to white space and readings (rt).

const ENOUGH = 4;

/** The range of the quoted words, or of as many of their first ones as stand in the document; null where there are none. */
export function quoted(inside, quote) {
  const { letters, places } = read(inside);
  const asked = bare(quote ?? '');
  const least = Math.min(ENOUGH, asked.length);
  for (let size = asked.length; size && size >= least; size = Math.min(size - 1, Math.floor(size * 0.8))) {
    const found = letters.indexOf(asked.slice(0, size));
    if (found >= 0) return between(inside, places[found], places[found + size - 1]);
  }
  return null;
}

function read(inside) {
  const places = [];
  let letters = '';
  const walker = inside.createTreeWalker(inside.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest('rt, rp, script, style')) continue;
    for (let offset = 0; offset < node.length; offset++) {
      const letter = bare(node.data[offset]);
      if (letter) places.push([node, offset]);
      letters += letter;
    }
  }
  return { letters, places };
}

/** Without white space, invisible breaks and joiners, and the marks of Markdown, which a quote of the source may have. */
const bare = (text) => text.replace(/[\s\u200b\u2060\ufeff*_`#>[\]\\]/g, '');

function between(inside, [first, from], [last, to]) {
  const range = inside.createRange();
  range.setStart(first, from);
  range.setEnd(last, to + 1);
  return range;
}
