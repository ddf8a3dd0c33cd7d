// SPDX-License-Identifier: AGPL-3.0-or-later
// The picture of the printed page: the whole of it, or a part as large as she likes, moved by hand.

import { at, make } from './dom.js';
import { choose, settings } from './settings.js';
import { say } from './words.js';

const LARGEST = 8;
const look = { pages: [], page: '', source: '', serial: 0, zoom: 1, x: 0, y: 0 };

/** Shows the pages on which the story stands; the look at a page that is open already stays. */
export function drawPrinted(pages, serial) {
  Object.assign(look, { pages, serial });
  const page = pages.includes(look.page) ? look.page : (pages[0] ?? '');
  const open = settings.printed && Boolean(page);
  at('printed').hidden = !open;
  at('printed-toggle').disabled = !page;
  at('printed-toggle').setAttribute('aria-pressed', open);
  if (open) turnTo(page);
  drawChoices(pages, page);
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
  drawPrinted(look.pages, look.serial);
}

function choice(page) {
  const turn = () => {
    look.page = page;
    look.zoom = 1;
    drawPrinted(look.pages, look.serial);
  };
  return make('button', { type: 'button', click: turn }, page);
}

/** Loads the picture unseen, as it may have been replaced, and then puts it in its place. */
async function turnTo(page) {
  const source = `/facsimile/${encodeURIComponent(page)}?${look.serial}`;
  if (source === look.source) return;
  if (page !== look.page) look.zoom = 1;
  Object.assign(look, { page, source });
  const picture = Object.assign(new Image(), { src: source });
  await picture.decode().catch(() => null);
  if (source !== look.source) return;
  Object.assign(at('printed-picture'), { src: source, alt: say('printed_alt', { page }) });
}

/** Wheel and buttons make it larger around a point; dragging and arrow keys move it. */
export function listenPrinted() {
  const view = at('printed-view');
  at('printed-picture').addEventListener('load', place);
  new ResizeObserver(place).observe(view);
  at('zoom-in').addEventListener('click', () => zoom(1.5));
  at('zoom-out').addEventListener('click', () => zoom(1 / 1.5));
  at('zoom-fit').addEventListener('click', fit);
  view.addEventListener('dblclick', (event) => (look.zoom > 1 ? fit() : zoom(3, event)));
  view.addEventListener('wheel', (event) => {
    event.preventDefault();
    zoom(Math.exp(-event.deltaY / 300), event);
  }, { passive: false });
  view.addEventListener('pointerdown', (event) => view.setPointerCapture(event.pointerId));
  view.addEventListener('pointermove', (event) => view.hasPointerCapture(event.pointerId) && move(event.movementX, event.movementY));
  view.addEventListener('keydown', steer);
}

function steer(event) {
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

/** Puts the picture where the look says, and never out of sight. */
function place() {
  const [view, picture] = [at('printed-view'), at('printed-picture')];
  if (!picture.naturalWidth || !view.clientWidth) return;
  const scale = look.zoom * Math.min(view.clientWidth / picture.naturalWidth, view.clientHeight / picture.naturalHeight);
  look.x = held(look.x, view.clientWidth, picture.naturalWidth * scale);
  look.y = held(look.y, view.clientHeight, picture.naturalHeight * scale);
  picture.style.transform = `translate(${look.x}px, ${look.y}px) scale(${scale})`;
}

const held = (offset, room, size) => (size <= room ? (room - size) / 2 : Math.min(0, Math.max(room - size, offset)));
