// SPDX-License-Identifier: AGPL-3.0-or-later
// The parts of the story that is shown, each with what it can become: a break, a join, another role.

import { at, make } from './dom.js';
import { edit, mayEdit } from './edits.js';
import { say } from './words.js';

const held = { on: false, story: '', serial: -1, open: '', wanted: null, drawn: '' };

/** Shows the parts of a story in place of the findings, or hides them; without leave to write there are none. */
export function drawParts({ story, serial }) {
  const able = mayEdit() && Boolean(story);
  at('parts-toggle').hidden = !able;
  at('parts-toggle').setAttribute('aria-pressed', held.on && able);
  at('parts').hidden = !(held.on && able);
  at('found').hidden = held.on && able;
  if (held.on && able && (held.story !== story || held.serial !== serial)) load(story, serial);
}

/** Lets the button work; `draw` draws the parts of the story that is shown. */
export function listenParts(draw) {
  const toggle = () => {
    held.on = !held.on;
    draw();
    if (held.on) at('parts-list').querySelector('button')?.focus();
  };
  at('parts-toggle').addEventListener('click', toggle);
  return toggle;
}

/** Opens the part of a story that begins with the words of a block; false where nothing can be written. */
export function openPart(block, draw) {
  if (!mayEdit()) return false;
  Object.assign(held, { on: true, wanted: block });
  draw();
  show();
  return true;
}

/** Whether the parts are shown, so that a click on a block opens its part. */
export const showsParts = () => held.on && mayEdit();

async function load(story, serial) {
  Object.assign(held, { story, serial });
  const parts = await fetch(`/parts.json?story=${encodeURIComponent(story)}`).then((answer) => (answer.ok ? answer.json() : []), () => []);
  if (held.story !== story || held.serial !== serial) return;
  const wanted = JSON.stringify(parts);
  if (wanted === held.drawn) return show();
  held.drawn = wanted;
  at('parts-none').hidden = parts.length > 0;
  at('parts-list').replaceChildren(...parts.map(item));
  show();
}

/** Opens the part that was asked for, and shuts the others. */
function show() {
  const items = [...at('parts-list').children];
  if (held.wanted && items.length) {
    const { story, text } = held.wanted;
    const words = bare(text);
    const own = items.filter((one) => one.dataset.story === story && words);
    const found = own.find((one) => bare(one.dataset.text).startsWith(words)) ?? own.find((one) => bare(one.dataset.text).includes(words)) ?? items[0];
    Object.assign(held, { open: found.dataset.mark, wanted: null });
    found.scrollIntoView({ block: 'nearest' });
  }
  for (const one of items) {
    const open = one.dataset.mark === held.open;
    one.querySelector('.part').setAttribute('aria-expanded', open);
    one.querySelector('.answers').hidden = !open;
  }
}

const bare = (words) => words.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

function item({ story, mark, label, text, choices }) {
  const refused = make('p', { class: 'refused', role: 'alert' });
  const group = make('div', { class: 'answers', role: 'group', 'aria-label': say('part_choices', { text }), hidden: true },
    ...choices.map((one) => make('button', { type: 'button', click: () => choose(one.key) }, one.label)),
    choices.length ? null : make('p', { class: 'quiet' }, say('part_fixed')));
  async function choose(key) {
    for (const button of group.querySelectorAll('button')) button.disabled = true;
    refused.textContent = await edit('change', { story, part: mark, key });
    for (const button of group.querySelectorAll('button')) button.disabled = !refused.textContent;
  }
  const turn = () => {
    held.open = held.open === mark ? '' : mark;
    show();
  };
  return make('li', { 'data-mark': mark, 'data-story': story, 'data-text': text },
    make('button', { type: 'button', class: 'part', 'aria-expanded': false, click: turn },
      make('span', { class: 'role' }, label), make('span', { class: 'words' }, text)),
    group, refused);
}
