// SPDX-License-Identifier: AGPL-3.0-or-later
// Lays a document of an EPUB out as pages of a screen, as e-readers do: in columns, to the right in horizontal lines, down
// in vertical ones. The book's markup stays as it is: two style elements in its head and the inline style of its root.
//
//   pages = epubgenPages(document, {width, height, font, margin, night, mode})
//
// CSS pixels; `margin` of the page, without one 6 % of the width; `mode` '' is the document's own; `night` is light on dark.
// Call it when the document, its pictures and fonts are there; call it again when the screen changes. A policy of the page
// (CSP) must allow inline styles.
//
//   pages.count, pages.page (from 0), pages.vertical
//   pages.go(n)           shows a page and says which one it is
//   pages.pageOf(x)       the page on which an element or a Range begins
//   pages.firstVisible()  a place to remember, as plain data: the words with which the shown page begins
//   pages.find(place)     the page where these words stand now, also when text before them was changed
function epubgenPages(document, screen) {
  'use strict';
  const XHTML = 'http://www.w3.org/1999/xhtml', READER = 'epubgen-reader', PAGES = 'epubgen-pages', PICTURE = '\ufffc';
  const QUOTE = 60, SHORTEST = 6;
  const view = document.defaultView, root = document.documentElement, head = document.head, body = document.body;

  if (!head || !body || !root.style) { // a picture by itself, or a document that is no page at all
    const place = {quote: '', nth: 0, of: 0, at: 0, length: 0};
    return {count: 1, vertical: false, page: 0, go: () => 0, pageOf: () => 0, firstVisible: () => place, find: () => 0};
  }

  const width = screen.width, height = screen.height, font = screen.font || 18;
  const margin = screen.margin === undefined || screen.margin === null ? Math.round(width * .06) : screen.margin;

  /** Puts a style element into the head, in place of the one that an earlier call has left. */
  function style(id, css, first) {
    const old = document.getElementById(id);
    if (old) old.remove();
    const made = document.createElementNS(XHTML, 'style');
    made.id = id;
    made.textContent = css;
    head.insertBefore(made, first ? head.firstChild : null);
  }

  /** What a reader sets before the book speaks: any rule of the book wins. */
  function readerCss() {
    return 'html{font-family:serif;font-size:' + font + 'px;line-height:1.6;color:#000;background:#fff;color-scheme:light}';
  }

  /** The colours of the night overrule the book, as they do on devices. Photos stay; a see-through picture gets its paper.
      Pictures of characters and a nameplate on a light ground are turned, as Readium turns them. */
  function nightCss() {
    return 'html{color:#d8d8d8!important;background:#141414!important;color-scheme:dark}' +
      'body,body *:not(svg):not(svg *):not(img){color:inherit!important;background-color:transparent!important;' +
      'background-image:none!important;border-color:currentColor!important;text-shadow:none!important}' +
      'img,svg{background-color:#fff!important}img.gaiji,img.light-ground{filter:invert(1) hue-rotate(180deg)!important}';
  }

  function modeCss(mode) {
    return 'html,body{-webkit-writing-mode:' + mode + '!important;-epub-writing-mode:' + mode + '!important;writing-mode:' +
      mode + '!important}';
  }

  function columnCss(vertical) {
    const W = width - 2 * margin, H = height - 2 * margin;
    return 'html{box-sizing:content-box!important;position:static!important;float:none!important;width:' + W +
      'px!important;height:' + H + 'px!important;min-width:0!important;min-height:0!important;max-width:none!important;' +
      'max-height:none!important;margin:' + margin + 'px!important;padding:0!important;border:0!important;' +
      'overflow:hidden!important;column-count:auto!important;column-width:' + (vertical ? H : W) + 'px!important;column-gap:' +
      2 * margin + 'px!important;column-rule:none!important;column-fill:auto!important;' +
      '-webkit-text-size-adjust:100%;text-size-adjust:100%}' +
      'body{position:static!important;float:none!important;overflow:visible!important;columns:auto!important}';
  }

  root.style.removeProperty('transform');
  style(READER, readerCss(), true);
  style(PAGES, screen.mode ? modeCss(screen.mode) : '', false);
  const own = view.getComputedStyle(body), mode = own.writingMode || 'horizontal-tb', vertical = mode.startsWith('vertical');
  const sign = own.direction === 'rtl' ? -1 : 1, stride = vertical ? height : width;
  style(PAGES, modeCss(mode) + columnCss(vertical) + (screen.night ? nightCss() : ''), false);

  let page = 0;
  /** How far into the strip of pages something begins and ends, whichever page is shown. */
  function span(rect) {
    const low = vertical ? rect.top : rect.left, high = vertical ? rect.bottom : rect.right;
    return sign > 0 ? [low + page * stride, high + page * stride] : [stride - high + page * stride, stride - low + page * stride];
  }
  const pageAt = start => Math.max(0, Math.floor((start + 1) / stride));
  const clamp = n => Math.min(Math.max(0, Math.floor(n) || 0), count - 1);

  /** All pages that show anything; what only hangs into a margin makes no page. */
  function countPages() {
    const range = document.createRange();
    range.selectNodeContents(body);
    let last = 0;
    for (const rect of range.getClientRects()) {
      if (!rect.width || !rect.height) continue;
      const [start, end] = span(rect);
      last = Math.max(last, pageAt(start), pageAt(end - 2 * margin - 2));
    }
    return last + 1;
  }
  const count = countPages();

  function go(n) {
    page = clamp(n);
    const shift = -sign * page * stride;
    if (page) root.style.setProperty('transform', vertical ? 'translate(0,' + shift + 'px)' : 'translate(' + shift + 'px,0)', 'important');
    else root.style.removeProperty('transform');
    view.scrollTo(0, 0); // a link or the focus may have moved the view
    return page;
  }

  /** The box with which something begins: the first that can be seen, else the first. */
  function firstBox(thing) {
    const boxes = [...thing.getClientRects()];
    return boxes.find(r => r.width && r.height) || boxes[0];
  }

  function pageOf(thing) {
    let box = firstBox(thing);
    if (!box && thing.nodeType === 1) { // nothing of it is shown: where what comes next is
      const walker = document.createTreeWalker(body, NodeFilter.SHOW_ELEMENT);
      walker.currentNode = thing;
      while (!box && walker.nextNode()) box = firstBox(walker.currentNode);
      if (!box) return count - 1;
    }
    return box ? clamp(pageAt(span(box)[0])) : 0;
  }

  /** The text as one string and the node of each stretch of it; a picture counts as one character, readings do not count. */
  function readText() {
    const pieces = [], texts = [];
    let length = 0;
    const take = (node, value) => {
      pieces.push({node, start: length, end: length += value.length});
      texts.push(value);
    };
    (function read(parent) { // not a filtered TreeWalker: no filter is called where scripts are forbidden
      for (let node = parent.firstChild; node; node = node.nextSibling) {
        if (node.nodeType === 3 && node.length) take(node, node.data);
        else if (node.nodeType !== 1 || /^(rt|rp|script|style|template)$/.test(node.localName)) continue;
        else if (/^(img|svg)$/.test(node.localName)) take(node, PICTURE);
        else read(node);
      }
    })(body);
    return {text: texts.join(''), pieces};
  }

  /** The page of one character, -1 where nothing is drawn for it. */
  function pageOfLetter(piece, offset) {
    let box;
    if (piece.node.nodeType === 1) box = firstBox(piece.node);
    else {
      const range = document.createRange();
      range.setStart(piece.node, offset);
      range.setEnd(piece.node, offset + 1);
      box = [...range.getClientRects()].find(r => r.width && r.height);
    }
    return box ? pageAt(span(box)[0]) : -1;
  }

  /** Whether any of a stretch is drawn on the shown page or after it. */
  function reaches(piece) {
    const range = document.createRange();
    range.selectNode(piece.node);
    return [...range.getClientRects()].some(r => r.width && r.height && pageAt(span(r)[0]) >= page);
  }

  /** Where in the text the shown page begins; the length of the text when it shows none. */
  function startOfPage({text, pieces}) {
    for (const piece of pieces) {
      if (!reaches(piece)) continue;
      let low = piece.start, high = piece.end - 1; // letters stand in the order of pages
      while (low < high) {
        let at = (low + high) >> 1, seen = at;
        while (seen > low && pageOfLetter(piece, seen - piece.start) < 0) seen--;
        if (pageOfLetter(piece, seen - piece.start) >= page) high = seen;
        else low = at + 1;
      }
      return low;
    }
    return text.length;
  }

  function places(text, quote) {
    const found = [];
    for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) found.push(at);
    return found;
  }

  function firstVisible() {
    const read = readText(), at = startOfPage(read), quote = read.text.slice(at, at + QUOTE), all = quote ? places(read.text, quote) : [];
    return {quote, nth: all.indexOf(at), of: all.length, at, length: read.text.length, before: read.text.slice(Math.max(0, at - QUOTE), at)};
  }

  /** Which of several equal quotes is meant: the same one of as many, else the nearest from the start or from the end. */
  function choose(found, place, length) {
    if (found.length === place.of && place.nth >= 0) return found[place.nth];
    const far = at => Math.min(Math.abs(at - place.at), Math.abs((length - at) - (place.length - place.at)));
    return found.reduce((best, at) => far(at) < far(best) ? at : best);
  }

  /** The offset in a text at which a remembered place is now: by ever fewer of its words, by those before it, by its share. */
  function locate(text, place) {
    for (let size = place.quote.length; size >= SHORTEST || size && size === place.quote.length; size = size >> 1) {
      const found = places(text, place.quote.slice(0, size));
      if (found.length) return choose(found, place, text.length);
    }
    for (let size = (place.before || '').length; size >= SHORTEST; size = size >> 1) {
      const found = places(text, place.before.slice(-size)).map(at => at + size);
      if (found.length) return choose(found, place, text.length);
    }
    return place.length ? Math.round(place.at / place.length * text.length) : 0;
  }

  function find(place) {
    if (!place || typeof place.quote !== 'string') return 0;
    const {text, pieces} = readText(), at = locate(text, place);
    for (const piece of pieces) {
      for (let i = Math.max(at, piece.start); i < piece.end; i++) {
        const found = pageOfLetter(piece, i - piece.start);
        if (found >= 0) return clamp(found);
      }
    }
    return text.length ? count - 1 : 0;
  }

  return {count, vertical, get page() { return page }, go, pageOf, firstVisible, find};
}
