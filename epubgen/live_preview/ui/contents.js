// SPDX-License-Identifier: AGPL-3.0-or-later
// The tree of contents: sections and stories, a small mark with the number of findings or of what is broken, a filter.

import { at, make } from './dom.js';
import { worst } from './findings.js';
import { say } from './words.js';

const COMPOSING = 229; // what Safari says at the end of a composition
const LONG = 40; // letters of a label that three lines may not hold
let drawn = '';
let current = '';

/** Draws the tree when it differs from the one that stands there; findings are counted by document, errors go before. */
export function drawContents(state) {
  const broken = marksOf(state.error?.findings ?? []);
  for (const mark of broken.values()) mark.broken = true;
  const marks = new Map([...marksOf(state.findings), ...broken]);
  at('contents-open').classList.toggle('broken', broken.size > 0);
  const wanted = JSON.stringify([state.toc, [...marks]]);
  if (wanted === drawn) return;
  drawn = wanted;
  const focused = document.activeElement?.closest('#tree a')?.getAttribute('href');
  at('tree').replaceChildren(branch(state.toc, marks));
  markCurrent(current);
  if (focused) at('tree').querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
  filter();
}

/** Marks the document that is shown, and brings it into sight. */
export function markCurrent(href) {
  current = href;
  const [old] = at('tree').querySelectorAll('[aria-current]');
  const link = [...links()].find((one) => one.dataset.href === href);
  if (old === link) return;
  old?.removeAttribute('aria-current');
  link?.setAttribute('aria-current', 'page');
  link?.scrollIntoView({ block: 'nearest' });
}

/** Puts the keyboard on the story that is shown. */
export function focusContents() {
  (at('tree').querySelector('[aria-current]') ?? at('tree').querySelector('a'))?.focus();
}

/** Filter as she types; Enter opens the first story found, Escape shows all again; arrows go through the links. */
export function listenContents() {
  at('filter').addEventListener('input', filter);
  at('filter').addEventListener('keydown', (event) => {
    if (event.isComposing || event.keyCode === COMPOSING) return; // Enter takes the letters of an input method
    const first = [...links()].find((link) => link.dataset.hit === 'yes');
    if (event.key === 'Enter' && at('filter').value && first) first.click();
    if (event.key === 'ArrowDown') first?.focus();
    if (event.key === 'Escape') Object.assign(at('filter'), { value: '' }).dispatchEvent(new Event('input'));
  });
  at('tree').addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const shown = [...links()].filter((link) => link.offsetParent);
    (shown[shown.indexOf(document.activeElement) + step] ?? at('filter')).focus();
    event.preventDefault();
    event.stopPropagation();
  });
}

const links = () => at('tree').querySelectorAll('a');

function marksOf(findings) {
  const marks = new Map();
  for (const { href } of findings) {
    if (!href || marks.has(href)) continue;
    const own = findings.filter((finding) => finding.href === href);
    marks.set(href, { count: own.length, severity: worst(own) });
  }
  return marks;
}

function branch(items, marks) {
  return make('ul', {}, ...items.map((item) => make('li', {},
    make('a', { href: `#${item.href}`, class: marks.get(item.href)?.broken ? 'broken' : null, 'data-href': item.href.split('#')[0], title: item.label.length > LONG && item.label },
      make('span', { class: 'label' }, item.label), markOf(marks.get(item.href))),
    item.children.length ? branch(item.children, marks) : null)));
}

function markOf(mark) {
  if (!mark) return null;
  const words = say(mark.broken ? 'mark_broken' : 'marks', mark);
  return make('span', { class: `mark ${mark.severity}`, title: words },
    make('span', { 'aria-hidden': 'true' }, mark.broken ? '!' : `${mark.count}`), make('span', { class: 'unseen' }, words));
}

function filter() {
  const asked = at('filter').value.trim().toLowerCase();
  let count = 0;
  for (const item of [...at('tree').querySelectorAll('li')].reverse()) {
    const link = item.firstElementChild;
    const hit = link.firstElementChild.textContent.toLowerCase().includes(asked);
    link.dataset.hit = asked && !hit ? 'no' : 'yes';
    item.hidden = !hit && !item.querySelector('li:not([hidden])');
    if (hit) count++;
  }
  at('filtered').textContent = asked ? say(count ? 'filtered' : 'filtered_none', { count }) : '';
}
