// SPDX-License-Identifier: AGPL-3.0-or-later
// Elements, made and found.

/** The element of the page with this id. */
export const at = (id) => document.getElementById(id);

/** An element with attributes (functions become listeners, `false` and `null` are left out) and children. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value !== false && value !== null) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** A short message at the foot of the page; it goes by itself. */
export function announce(words) {
  const line = at('said');
  line.textContent = words;
  line.classList.add('shown');
  clearTimeout(announce.timer);
  announce.timer = setTimeout(() => line.classList.remove('shown'), 4000);
}
