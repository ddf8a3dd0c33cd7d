// SPDX-License-Identifier: AGPL-3.0-or-later
// The panels beside the page. In a narrow window they are folded away: a button or a key opens one over the page, and it
// folds when a story or a finding was chosen, with Escape, or with a click beside it. In a wide window nothing is folded.

import { at } from './dom.js';

const NARROW = matchMedia('(max-width: 900px)');
const PANELS = ['contents', 'side'];

/** Opens a panel over the page, and folds the other; true where it was folded. */
export function openPanel(name) {
  const folded = NARROW.matches && document.body.dataset.panel !== name;
  if (folded) show(name);
  return folded;
}

/** Folds what is open. */
export const foldPanels = () => show('');

/** Lets the buttons, Escape and a click beside a panel do it. */
export function listenPanels() {
  for (const name of PANELS) at(`${name}-open`).addEventListener('click', () => openPanel(name) || foldPanels());
  document.addEventListener('keydown', ({ key }) => key === 'Escape' && !at('help').open && foldPanels());
  document.querySelector('.desk').addEventListener('click', ({ target, currentTarget }) => target === currentTarget && foldPanels());
  foldPanels();
}

function show(name) {
  document.body.dataset.panel = name;
  for (const panel of PANELS) at(`${panel}-open`).setAttribute('aria-expanded', panel === name);
}
