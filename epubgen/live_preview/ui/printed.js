// SPDX-License-Identifier: AGPL-3.0-or-later
// The picture of the printed page: the whole of it, or a part as large as she likes, moved by hand.

import { drawBlocks, markBlocks, openAt } from './blocks.js';
import { cutEnd, cutFrom, cutKey, cutTo, cutting, drawCutting } from './cutting.js';
import { at, make } from './dom.js';
import { choose, settings } from './settings.js';
import { say } from './words.js';

const LARGEST = 8;
const STILL = 5; // pixels that a hand trembles in a click
const DRAWN = 1000; // pixels of the width of a page of which there is no picture
const look = { pages: [], page: '', source: '', zoom: 1, x: 0, y: 0, size: [0, 0], told: null, moved: 0, href: '' };

/**
 * Shows the pages on which a document stands; the look at a page that is open already stays.
 *
 * `told` has `document`, `printed` (the blocks of each page), `titles`, `asked` and `serial`.
 */
export function drawPrinted(told) {
  const shown = told.document;
  const pages = (shown?.pages ?? []).filter((page) => shown.facsimiles.includes(page) || told.printed[page]);
  Object.assign(look, { pages, told });
  const page = pages.includes(look.page) ? look.page : (pages[0] ?? '');
  const open = settings.printed && Boolean(page);
  at('printed').hidden = !open;
  at('printed-toggle').disabled = !page;
  at('printed-toggle').setAttribute('aria-pressed', open);
  if (open) turnTo(page);
  drawChoices(pages, page);
  drawBlocks(open ? told.printed[page] : null, told.titles, told.asked);
  const box = markBlocks(shown?.href);
  if (box && look.href !== shown.href) show(box);
  look.href = shown?.href ?? '';
  drawCutting({ page, story: shown?.story, title: shown?.title, shown: open && shown.facsimiles.includes(page) });
}

/** Moves a part of an enlarged page into sight. */
function show({ left, top, right, bottom }) {
  const view = at('printed-view');
  if (look.zoom <= 1 || !look.size[0]) return;
  const scale = look.zoom * fitting(view);
  look.x = view.clientWidth / 2 - ((left + right) / 2) * look.size[0] * scale;
  look.y = Math.min(40, view.clientHeight / 2 - ((top + bottom) / 2) * look.size[1] * scale);
  place();
}

/** The pages to choose from, when they are others; the keyboard stays where it is. */
function drawChoices(pages, page) {
  if (pages.join() !== [...at('printed-pages').childNodes].map((one) => one.textContent).join()) {
    at('printed-pages').replaceChildren(...(pages.length > 1 ? pages.map(choice) : [page]));
  }
  for (const button of at('printed-pages').children) button.setAttribute('aria-pressed', button.textContent === page);
}

/** Opens or shuts the panel. */
export function togglePrinted() {
  choose({ printed: !settings.printed });
  drawPrinted(look.told);
}

function choice(page) {
  const turn = () => {
    look.page = page;
    look.zoom = 1;
    drawPrinted(look.told);
  };
  return make('button', { type: 'button', click: turn }, page);
}

/** Loads the picture unseen, as it may have been replaced, and then puts it in its place. */
async function turnTo(page) {
  const pictured = look.told.document.facsimiles.includes(page);
  const source = pictured ? `/facsimile/${encodeURIComponent(page)}?${look.told.serial}` : `blank ${page}`;
  if (source === look.source) return;
  const again = page === look.page && pictured && !at('printed-picture').hidden;
  if (page !== look.page) look.zoom = 1;
  Object.assign(look, { page, source });
  if (!again) drawBlank(page);
  if (!pictured) return;
  const picture = Object.assign(new Image(), { src: source });
  const good = await picture.decode().then(() => true, () => false);
  if (source !== look.source || !good) return;
  Object.assign(at('printed-picture'), { src: source, alt: say('printed_alt', { page }), hidden: false });
}

/** A blank page of its shape: for the moment before its picture is there, and where none can be shown. */
function drawBlank(page) {
  const shape = look.told.printed[page];
  at('printed-picture').hidden = true;
  look.size = shape ? [DRAWN, (DRAWN * shape.height) / Math.max(1, shape.width)] : [0, 0];
  place();
}

/** Wheel and buttons make it larger around a point; dragging and arrow keys move it. */
export function listenPrinted() {
  const view = at('printed-view');
  at('printed-picture').addEventListener('load', ({ target }) => {
    look.size = [target.naturalWidth, target.naturalHeight];
    place();
  });
  new ResizeObserver(place).observe(view);
  at('zoom-in').addEventListener('click', () => zoom(1.5));
  at('zoom-out').addEventListener('click', () => zoom(1 / 1.5));
  at('zoom-fit').addEventListener('click', fit);
  view.addEventListener('dblclick', (event) => (look.zoom > 1 ? fit() : zoom(3, event)));
  view.addEventListener('wheel', (event) => {
    event.preventDefault();
    zoom(Math.exp(-event.deltaY / 300), event);
  }, { passive: false });
  view.addEventListener('pointerdown', (event) => {
    view.setPointerCapture(event.pointerId);
    look.moved = 0;
    if (cutting()) cutFrom(event);
  });
  view.addEventListener('pointermove', (event) => view.hasPointerCapture(event.pointerId) && drag(event));
  view.addEventListener('pointerup', (event) => {
    if (cutting() && look.moved >= STILL) cutTo(event);
    cutEnd();
  });
  view.addEventListener('click', ({ detail, clientX, clientY }) => {
    if (detail && !cutting() && look.moved < STILL) document.elementsFromPoint(clientX, clientY).some(openAt);
  });
  view.addEventListener('keydown', steer);
}

function drag(event) {
  look.moved += Math.abs(event.movementX) + Math.abs(event.movementY);
  if (cutting()) cutTo(event);
  else move(event.movementX, event.movementY);
}

function steer(event) {
  if (cutting() && cutKey(event)) {
    event.preventDefault();
    event.stopPropagation();
    return;
  }
  const step = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
  if (step) move(...step);
  else if (event.key === '+' || event.key === '=') zoom(1.5);
  else if (event.key === '-') zoom(1 / 1.5);
  else if (event.key === '0') fit();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function zoom(factor, event) {
  const box = at('printed-view').getBoundingClientRect();
  const [x, y] = event ? [event.clientX - box.x, event.clientY - box.y] : [box.width / 2, box.height / 2];
  const next = Math.min(LARGEST, Math.max(1, look.zoom * factor));
  look.x = x - ((x - look.x) * next) / look.zoom;
  look.y = y - ((y - look.y) * next) / look.zoom;
  look.zoom = next;
  place();
}

function fit() {
  look.zoom = 1;
  place();
}

function move(x, y) {
  look.x += x;
  look.y += y;
  place();
}

/** Puts the picture and the blocks where the look says, and never out of sight. */
function place() {
  const [view, picture, sheet] = [at('printed-view'), at('printed-picture'), at('printed-sheet')];
  const [width, height] = look.size;
  if (!width || !view.clientWidth) return;
  const scale = look.zoom * fitting(view);
  look.x = held(look.x, view.clientWidth, width * scale);
  look.y = held(look.y, view.clientHeight, height * scale);
  picture.style.transform = `translate(${look.x}px, ${look.y}px) scale(${scale})`;
  Object.assign(sheet.style, { left: `${look.x}px`, top: `${look.y}px`, width: `${width * scale}px`, height: `${height * scale}px` });
  sheet.classList.toggle('blank', picture.hidden);
}

const fitting = (view) => Math.min(view.clientWidth / look.size[0], view.clientHeight / look.size[1]);

const held = (offset, room, size) => (size <= room ? (room - size) / 2 : Math.min(0, Math.max(room - size, offset)));
