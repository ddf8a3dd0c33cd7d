// SPDX-License-Identifier: AGPL-3.0-or-later
// The screen: one document of the book in a frame, laid out in pages. A new one is laid out unseen and then put in its place.

import { at } from './dom.js';
import { quoted } from './quote.js';
import { say } from './words.js';

const LARGEST = 1.4;
const TURNERS = 2 * 56;
const PATIENCE = 500;

export class Reader {
  /** `heard` has `turned()`, `side(side)`, `link(href, fragment)`, `address(url)` and `key(event)`. */
  constructor(heard) {
    this.heard = heard;
    this.paper = at('paper');
    this.ticket = 0;
    this.clear();
    new ResizeObserver(() => this.fit()).observe(at('stage'));
    at('glass').addEventListener('click', ({ offsetX: x, offsetY: y }) => this.#touch(this.frame.contentDocument.elementFromPoint(x, y), x));
  }

  /** Nothing is shown. */
  clear() {
    this.ticket++;
    this.frame?.remove();
    this.frame = this.pages = this.kept = null;
    this.href = this.mode = '';
    this.busy = false;
  }

  /** Loads a document and opens it at a place; tells whether it is shown now. */
  async show(href, mode, place) {
    const ticket = ++this.ticket;
    this.busy = true;
    const frame = await this.#load(`/book/${mode}/${href.split('/').map(encodeURIComponent).join('/')}`);
    const inside = frame.contentDocument;
    await drawable(inside);
    const latest = ticket === this.ticket;
    const shown = latest && inside?.contentType === 'application/xhtml+xml';
    if (latest) this.busy = false;
    if (shown) this.#swap(frame, href, mode, place);
    else frame.remove();
    return shown;
  }

  #load(url) {
    const frame = document.createElement('iframe');
    frame.setAttribute('sandbox', 'allow-same-origin');
    frame.className = 'waiting';
    frame.title = say('frame');
    return new Promise((done) => {
      frame.addEventListener('load', () => done(frame), { once: true });
      frame.src = url;
      this.paper.prepend(frame);
    });
  }

  #swap(frame, href, mode, place) {
    const old = this.frame;
    Object.assign(this, { frame, href, mode });
    this.#lay(place);
    this.#listen(frame.contentDocument);
    frame.className = '';
    old?.remove();
    this.heard.turned();
  }

  #lay(place) {
    this.pages = window.epubgenPages(this.frame.contentDocument, this.screen);
    this.#go(this.#pageAt(place));
    if (place?.length) this.kept = place;
  }

  /** Another screen, size of letters or light: the same words stay in sight. */
  setScreen(screen) {
    const place = this.place();
    this.screen = screen;
    this.paper.style.width = `${screen.width}px`;
    this.paper.style.height = `${screen.height}px`;
    this.paper.classList.toggle('night', screen.night);
    this.fit();
    if (!this.frame) return;
    this.#lay(place);
    this.heard.turned();
  }

  /** The screen as large as the desk allows. */
  fit() {
    const stage = at('stage');
    const bezel = at('bezel');
    const room = [(stage.clientWidth - TURNERS) / bezel.offsetWidth, stage.clientHeight / bezel.offsetHeight];
    bezel.style.setProperty('--scale', Math.max(0.1, Math.min(LARGEST, ...room)));
  }

  /** The words at the top of the page she turned to, to be found again: no relaying in between moves them. */
  place() {
    this.kept ??= this.pages?.firstVisible() ?? null;
    return this.kept;
  }

  /** The page of a place: `{last}`, `{fragment}`, `{words}`, or what `place()` gave. */
  #pageAt(place) {
    if (place?.last) return this.pages.count - 1;
    const inside = this.frame.contentDocument;
    const target = place?.fragment ? inside.getElementById(place.fragment) : place?.words && quoted(inside, place.words);
    return target ? this.pages.pageOf(target) : this.pages.find(place);
  }

  /** Turns to a page of this document, by its number or its place. */
  go(page) {
    this.#go(typeof page === 'number' ? page : this.#pageAt(page));
    this.heard.turned();
  }

  #go(page) {
    at('marks').replaceChildren();
    this.kept = null;
    this.pages.go(page);
  }

  /** Marks words for a moment, above the page: the book itself is not touched. */
  mark(words) {
    const boxes = this.frame ? (quoted(this.frame.contentDocument, words)?.getClientRects() ?? []) : [];
    at('marks').replaceChildren(...Array.from(boxes, (box) => {
      const line = document.createElement('i');
      for (const side of ['left', 'top', 'width', 'height']) line.style[side] = `${box[side]}px`;
      return line;
    }));
  }

  #listen(inside) {
    inside.addEventListener('click', (event) => {
      event.preventDefault();
      if (inside.getSelection().isCollapsed) this.#touch(event.target, event.clientX);
    });
    inside.addEventListener('keydown', this.heard.key);
    // Safari runs no listeners in a frame that allows no scripts; there a glass above the page takes the clicks.
    let works = false;
    inside.addEventListener('epubgen', () => { works = true; });
    inside.dispatchEvent(new Event('epubgen'));
    at('glass').hidden = works;
    this.frame.tabIndex = works ? 0 : -1; // there the keys would not be heard either
  }

  #touch(what, x) {
    const link = what?.closest('a[href]');
    if (link) this.#follow(new URL(link.href));
    else if (x < this.screen.width / 3) this.heard.side('left');
    else if (x > (this.screen.width * 2) / 3) this.heard.side('right');
  }

  #follow(url) {
    const book = `/book/${this.mode}/`;
    if (url.origin !== location.origin || !url.pathname.startsWith(book)) this.heard.address(url.href);
    else this.heard.link(decodeURIComponent(url.pathname.slice(book.length)), decodeURIComponent(url.hash.slice(1)));
  }
}

/**
 * Until fonts and photos can be drawn at once, else they would come in after the swap. Not for ever: a browser may take its
 * time in a hidden tab, and one may not keep such promises in a frame without scripts.
 */
function drawable(inside) {
  const all = [inside?.fonts?.ready, ...Array.from(inside?.images ?? [], (picture) => picture.decode())];
  return Promise.race([Promise.allSettled(all), new Promise((done) => setTimeout(done, PATIENCE))]);
}
