// SPDX-License-Identifier: AGPL-3.0-or-later
// The keys: one table that is obeyed and shown.

import { at, make } from './dom.js';
import { say } from './words.js';

const KEYS = [
  ['left', ['ArrowLeft'], '←'],
  ['right', ['ArrowRight'], '→'],
  ['forward', [' ', 'PageDown', 'ArrowDown'], 'Space', 'PgDn', '↓'],
  ['back', ['Shift+ ', 'PageUp', 'ArrowUp'], '⇧ Space', 'PgUp', '↑'],
  ['first', ['Home'], 'Home'],
  ['last', ['End'], 'End'],
  ['story_back', ['['], '['],
  ['story_on', [']'], ']'],
  ['contents', ['g'], 'g'],
  ['find', ['/'], '/'],
  ['printed', ['f'], 'f'],
  ['question', ['q'], 'q'],
  ['parts', ['e'], 'e'],
  ['undo', ['u'], 'u'],
  ['night', ['n'], 'n'],
  ['larger', ['+', '='], '+'],
  ['smaller', ['-'], '−'],
  ['mode', ['v'], 'v'],
  ['help', ['?'], '?'],
];

/** What to do with a key press: `acts` has a function for each name of the table. */
export function keyHandler(acts) {
  const table = new Map(KEYS.flatMap(([act, keys]) => keys.map((key) => [key, acts[act]])));
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || busy(event)) return;
    const act = table.get(nameOf(event));
    if (!act) return;
    event.preventDefault();
    act();
  };
}

/** Fills the overlay with the table. */
export function drawKeys() {
  at('help-keys').replaceChildren(...KEYS.map(([act, , ...names]) => make('div', {},
    make('dt', {}, ...names.map((name) => make('kbd', {}, name))), make('dd', {}, say(`key_${act}`)))));
}

/** The name of a key in the table; a letter is the same with Caps Lock on. */
function nameOf({ key, shiftKey }) {
  if (shiftKey && key === ' ') return 'Shift+ ';
  return key.length === 1 ? key.toLowerCase() : key;
}

/** Whether the key belongs to what has the focus: typing, a list of choices, a button that Space presses. */
function busy(event) {
  const { target } = event;
  return at('help').open || /^(input|select|textarea)$/i.test(target.localName) || (event.key === ' ' && target.localName === 'button');
}
