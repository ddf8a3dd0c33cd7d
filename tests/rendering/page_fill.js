// SPDX-License-Identifier: AGPL-3.0-or-later
// How much of each page lines of text and pictures cover. It needs `epubgenPages` of paginate.js.
//
//   await epubgenFill(screen, face)   →   for each page {text, picture, blank, lines, beside, narrow, opens}: shares of the page
//   box between 0 and 1, the share that is empty behind the last line or picture, lines of the story's own text, how many of these stand beside a picture, how many have no room there for
//   more than some characters, and what the page begins with. `face` is a rule for the font `Test`.
//
// A line covers its length times the distance to the next line. A line of the story's own text counts as a whole one, for
// the last line of a paragraph is no hole; any other line covers what it has. A picture covers its box.
const CELL = 3, BODY = 'p.para, p.turn, p.verse, ul.list li, ol.list li, blockquote p', OWN = BODY + ', article table', NARROW = 2.5;

/** Shows another document of the same book, which links the same sheets, so that its font is read once. */
async function epubgenShow(xhtml) {
  const made = new DOMParser().parseFromString(xhtml, 'application/xhtml+xml'), root = document.documentElement;
  root.lang = made.documentElement.lang;
  root.dir = made.documentElement.dir;
  document.body.replaceWith(document.adoptNode(made.body));
  await Promise.all([...document.images].map(image => image.decode().catch(() => 0)));
}

/** Gives the document the letters of a font. */
async function setFace(face) {
  const old = document.getElementById('page-fill-face');
  if (old && old.textContent.startsWith(face)) return;
  if (old) old.remove();
  const made = document.createElementNS('http://www.w3.org/1999/xhtml', 'style');
  made.id = 'page-fill-face';
  made.textContent = face + 'html{font-family:Test,serif}';
  document.head.insertBefore(made, document.head.firstChild);
  if (face) await document.fonts.load('20px Test');
  await document.fonts.ready;
}

/** What a line or a picture is part of, in a word. */
function kindOf(element) {
  const part = element.closest('figure, table, aside, blockquote, div.poem, div.dialogue, div.qa, footer, section.footnotes, h2, h3, p, li');
  return part ? part.localName + (part.classList[0] ? '.' + part.classList[0] : '') : element.localName;
}

/** The distance of lines around a text, in pixels. */
function pitch(view, parent) {
  const style = view.getComputedStyle(parent), size = parseFloat(style.fontSize);
  return style.lineHeight === 'normal' ? size * 1.4 : parseFloat(style.lineHeight);
}

/** Boxes of the lines of text and of the pictures: `{kind, low, high, start, end, body, own}`, across and along the lines. */
function boxesOf(inner, vertical) {
  const view = inner.defaultView, found = [], range = inner.createRange();
  const walker = inner.createTreeWalker(inner.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  const add = (kind, r, thick, body, own, part) => {
    const across = vertical ? [r.left, r.right] : [r.top, r.bottom], along = vertical ? [r.top, r.bottom] : [r.left, r.right];
    const middle = (across[0] + across[1]) / 2, half = thick ? thick / 2 : (across[1] - across[0]) / 2;
    found.push({kind, low: middle - half, high: middle + half, start: along[0], end: along[1], body, own, part});
  };
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType === 1) {
      if (node.localName === 'img') for (const r of node.getClientRects()) add(2, r, 0, false, false, node);
      continue;
    }
    if (!node.data.trim() || node.parentElement.closest('.pagebreak, .marks')) continue;
    range.selectNodeContents(node);
    const parent = node.parentElement, apart = !!parent.closest('figure, header, nav, rt');
    const body = !apart && !!parent.closest(BODY), own = !apart && !!parent.closest(OWN);
    for (const r of range.getClientRects()) if (r.width > 1 && r.height > 1) add(1, r, pitch(view, parent), body, own, parent);
  }
  return found;
}

/** One page: its cells are marked by what covers them. */
function cover(boxes, width, height, margin, vertical) {
  const across = Math.floor(((vertical ? width : height) - 2 * margin) / CELL);
  const along = Math.floor(((vertical ? height : width) - 2 * margin) / CELL), cells = new Uint8Array(across * along);
  const cell = (value, top) => Math.min(top, Math.max(0, Math.round((value - margin) / CELL)));
  for (const box of boxes) {
    const start = cell(box.start, along), end = box.body ? along : cell(box.end, along);
    for (let line = cell(box.low, across); line < cell(box.high, across); line++) cells.fill(box.kind, line * along + start, line * along + end);
  }
  let text = 0, picture = 0;
  for (const kind of cells) kind === 1 ? text++ : kind === 2 ? picture++ : 0;
  const own = boxes.filter(box => box.own), lines = [];
  for (const box of own) { // boxes of one line are one line
    const middle = (box.low + box.high) / 2, near = lines.find(line => Math.abs(line.middle - middle) < (box.high - box.low) / 3);
    if (near) { near.start = Math.min(near.start, box.start); near.end = Math.max(near.end, box.end) }
    else lines.push({middle, start: box.start, end: box.end, pitch: box.high - box.low});
  }
  const pictures = boxes.filter(box => box.kind === 2);
  const beside = lines.filter(line => pictures.some(p => p.low < line.middle && line.middle < p.high));
  const first = boxes.reduce((a, b) => !a || (vertical ? b.high > a.high + 1 : b.low < a.low - 1) ? b : a, null);
  const last = vertical ? Math.min(width - margin, ...boxes.map(box => box.low)) : Math.max(margin, ...boxes.map(box => box.high));
  const blank = Math.max(0, vertical ? (last - margin) / (width - 2 * margin) : (height - margin - last) / (height - 2 * margin));
  const end = (vertical ? height : width) - margin, narrow = beside.filter(line => end - line.start < NARROW * line.pitch);
  return {text: text / cells.length, picture: picture / cells.length, blank, lines: lines.length, beside: beside.length, narrow: narrow.length, opens: first ? kindOf(first.part) : ''};
}

async function epubgenFill(screen, face) {
  await setFace(face);
  const laid = epubgenPages(document, screen), {width, height} = screen, vertical = laid.vertical;
  const stride = vertical ? height : width, margin = Math.round(width * .06), pages = Array.from({length: laid.count}, () => []);
  for (const box of boxesOf(document, vertical)) {
    const page = Math.max(0, Math.floor((box.start + 1) / stride));
    if (page < pages.length) pages[page].push({...box, start: box.start - page * stride, end: box.end - page * stride});
  }
  return pages.map(boxes => cover(boxes, width, height, margin, vertical));
}
