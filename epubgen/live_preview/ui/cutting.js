// SPDX-License-Identifier: AGPL-3.0-or-later
// A photo cut out of the picture of the printed page: a box drawn with the mouse or moved with the keys.

import { at } from './dom.js';
import { edit, mayEdit } from './edits.js';
import { say } from './words.js';

const WHOLE = 10000;
const LEAST = 200;
const START = [3500, 3500, 6500, 6500];
const STEP = 100;
const cut = { on: false, box: null, from: null, page: '', story: '', title: '', busy: false };

export const cutting = () => cut.on;

/** For which story and page a box would be drawn; without a story, or without leave, none is. */
export function drawCutting({ page, story, title, shown }) {
  const able = mayEdit() && Boolean(page && story && shown);
  at('cut').hidden = !able;
  if (cut.on && (!able || cut.page !== page || cut.story !== story)) stop();
  Object.assign(cut, { page, story, title });
}

/** Lets the button, the keys and the bar work; `draw` puts everything in its place again. */
export function listenCutting() {
  at('cut').addEventListener('click', () => (cut.on ? stop() : start()));
  at('cut-take').addEventListener('click', take);
  at('cut-stop').addEventListener('click', stop);
  at('cut-bar').addEventListener('keydown', (event) => event.key === 'Escape' && (event.stopPropagation(), stop()));
}

function start() {
  Object.assign(cut, { on: true, box: [...START], from: null });
  at('cut-refused').textContent = '';
  draw();
  at('printed-view').focus();
}

function stop() {
  cut.on = false;
  draw();
}

function draw() {
  at('cut').setAttribute('aria-pressed', cut.on);
  at('printed-view').classList.toggle('cutting', cut.on);
  at('cutting').hidden = at('cut-bar').hidden = !cut.on;
  if (!cut.on) return;
  const [left, top, right, bottom] = cut.box.map((part) => part / 100);
  Object.assign(at('cutting').style, { left: `${left}%`, top: `${top}%`, width: `${right - left}%`, height: `${bottom - top}%` });
  at('cut-words').textContent = say('cut_words', { title: cut.title });
  at('cut-take').disabled = cut.busy || small();
}

const small = () => Math.min(cut.box[2] - cut.box[0], cut.box[3] - cut.box[1]) < LEAST;

/** The mouse: `down` begins a box, `move` draws it. */
export const cutFrom = (point) => { cut.from = inside(point); };
export function cutTo(point) {
  if (!cut.from) return;
  const [[x, y], [u, v]] = [cut.from, inside(point)];
  cut.box = [Math.min(x, u), Math.min(y, v), Math.max(x, u), Math.max(y, v)];
  draw();
}
export const cutEnd = () => { cut.from = null; };

function inside({ x, y }) {
  const page = at('printed-sheet').getBoundingClientRect();
  const part = (value, start, size) => Math.round(Math.min(1, Math.max(0, (value - start) / size)) * WHOLE);
  return [part(x, page.x, page.width), part(y, page.y, page.height)];
}

/** The keys: arrows move the box, with Shift its right lower corner; true where the key was one of these. */
export function cutKey({ key, shiftKey }) {
  const step = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[key];
  if (key === 'Escape') stop();
  else if (key === 'Enter') take();
  else if (!step) return false;
  else (shiftKey ? resize : shift)(...step);
  return true;
}

function shift(x, y) {
  const [left, top, right, bottom] = cut.box;
  const [dx, dy] = [Math.min(WHOLE - right, Math.max(-left, x)), Math.min(WHOLE - bottom, Math.max(-top, y))];
  cut.box = [left + dx, top + dy, right + dx, bottom + dy];
  draw();
}

function resize(x, y) {
  const [left, top, right, bottom] = cut.box;
  cut.box = [left, top, Math.min(WHOLE, Math.max(left + LEAST, right + x)), Math.min(WHOLE, Math.max(top + LEAST, bottom + y))];
  draw();
}

async function take() {
  if (cut.busy || small()) return;
  cut.busy = true;
  draw();
  const refused = await edit('photo', { page: cut.page, story: cut.story, box: cut.box });
  cut.busy = false;
  at('cut-refused').textContent = refused;
  if (refused) draw();
  else stop();
}
