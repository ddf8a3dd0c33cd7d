// SPDX-License-Identifier: AGPL-3.0-or-later
// The tools at the top: device, size of letters, writing mode, night.

import { at, make } from './dom.js';
import { choose, screenOf, settings } from './settings.js';
import { say } from './words.js';

/** What the tools do; the keys do the same. `after` lays the page out anew, `load` asks for another edition. */
export function tools(current, { after, load }) {
  const change = (changes) => {
    choose(changes);
    drawTools(current());
    after();
  };
  return {
    larger: () => change({ step: Math.min(8, settings.step + 1) }),
    smaller: () => change({ step: Math.max(-4, settings.step - 1) }),
    night: () => change({ night: !settings.night }),
    device: (name) => change({ device: name }),
    mode: (name) => {
      const { mode, modes } = current();
      choose({ mode: name ?? modes.find((one) => one !== mode) ?? mode });
      load();
    },
  };
}

/** Lets the tools be used. */
export function listenTools(acts) {
  at('device').addEventListener('change', ({ target }) => {
    acts.device(target.value);
    target.blur(); // else the arrow that turns the page would take the next device
  });
  for (const name of ['larger', 'smaller', 'night']) at(name).addEventListener('click', () => acts[name]());
  for (const button of document.querySelectorAll('[data-mode]')) {
    button.addEventListener('click', () => acts.mode(button.dataset.mode));
  }
}

/** Shows what is chosen. */
export function drawTools(state) {
  const screen = screenOf(state.screens);
  if (at('device').options.length !== state.screens.length) at('device').replaceChildren(...state.screens.map(option));
  at('device').value = screen.name;
  at('size').textContent = say('size', { size: screen.font });
  at('night').setAttribute('aria-pressed', settings.night);
  for (const button of document.querySelectorAll('[data-mode]')) {
    button.setAttribute('aria-pressed', button.dataset.mode === state.mode);
    button.disabled = !state.modes.includes(button.dataset.mode);
  }
}

const option = (screen) => make('option', { value: screen.name }, `${screen.title} · ${screen.width}×${screen.height}`);
