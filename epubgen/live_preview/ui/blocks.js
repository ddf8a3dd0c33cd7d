// SPDX-License-Identifier: AGPL-3.0-or-later
// The blocks of the stories on the picture of their printed page: one colour a story, its number at its first block.

import { at, make } from './dom.js';
import { say } from './words.js';

const COLOURS = 8;
const WHOLE = 10000;
let drawn = '';
let open = () => {};

/** `go` opens the document of a story; it is told which story and words the block has. */
export function listenBlocks(go) {
  open = go;
  at('printed-blocks').addEventListener('click', ({ target, detail }) => !detail && openAt(target));
}

/** Opens the story of a block. */
export function openAt(element) {
  const block = element?.closest?.('[data-block]');
  if (block) open(block.dataset.block, { story: block.dataset.story, text: block.dataset.text });
  return Boolean(block);
}

/** Draws the blocks of a page; `asked` counts the open questions of each document. */
export function drawBlocks(page, titles, asked) {
  const wanted = JSON.stringify([page, [...titles], [...asked]]);
  if (wanted === drawn) return;
  drawn = wanted;
  const numbers = new Map();
  for (const { href } of page?.blocks ?? []) if (!numbers.has(href)) numbers.set(href, numbers.size + 1);
  const focused = document.activeElement?.closest('#printed-blocks [data-block]')?.dataset.block;
  const first = new Set();
  at('printed-blocks').replaceChildren(...(page?.blocks ?? []).map((block) => {
    const opens = !first.has(block.href);
    first.add(block.href);
    return opens ? head(block, numbers, titles, asked) : make('i', { ...placed(block, numbers), 'aria-hidden': 'true' });
  }));
  if (focused) at('printed-blocks').querySelector(`button[data-block="${CSS.escape(focused)}"]`)?.focus();
}

/** Marks the story that is shown; gives the box around its blocks in fractions of the page, null where it has none. */
export function markBlocks(href) {
  let [left, top, right, bottom] = [1, 1, 0, 0];
  for (const block of at('printed-blocks').children) {
    const own = block.dataset.block === href;
    block.classList.toggle('current', own);
    if (block.localName === 'button') block.setAttribute('aria-current', own);
    if (!own) continue;
    const [x, y, wide, high] = block.dataset.box.split(' ').map(Number);
    [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x + wide), Math.max(bottom, y + high)];
  }
  return right > left ? { left, top, right, bottom } : null;
}

function head(block, numbers, titles, asked) {
  const facts = { number: numbers.get(block.href), title: titles.get(block.href) ?? '', count: asked.get(block.href) ?? 0 };
  const words = say(facts.count ? 'block_asked' : 'block', facts);
  return make('button', { ...placed(block, numbers), type: 'button', title: words, 'aria-label': words },
    make('span', { class: 'number', 'aria-hidden': 'true' }, facts.count ? `${facts.number} ?` : `${facts.number}`));
}

function placed({ href, story, role, box, text }, numbers) {
  const [left, top, right, bottom] = box.map((part) => part / WHOLE);
  const parts = [left, top, right - left, bottom - top];
  const sides = ['left', 'top', 'width', 'height'].map((side, index) => `--${side}: ${(parts[index] * 100).toFixed(2)}%`);
  return { class: `block ${role} story-${(numbers.get(href) - 1) % COLOURS}`, style: sides.join('; '), 'data-block': href, 'data-story': story, 'data-text': text, 'data-box': parts.join(' ') };
}
