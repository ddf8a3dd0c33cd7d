// SPDX-License-Identifier: AGPL-3.0-or-later
// Findings as a list: what is wrong, what to do, in which line of which file; the banner of a source that cannot be read.

import { announce, at, make } from './dom.js';
import { edit, mayEdit, reason } from './edits.js';
import { settings } from './settings.js';
import { say } from './words.js';

const WEIGHT = ['error', 'warning', 'info'];
const weight = (finding) => WEIGHT.indexOf(finding.severity);
let drawn = '';
let answered = false; // with the keyboard: it goes on to the next question

/** The heaviest severity among findings. */
export const worst = (findings) => WEIGHT[Math.min(...findings.map(weight))];

/** Draws the findings of the story that is shown, or of the whole issue, worst first. */
export function drawFindings(state, href, go) {
  const own = state.findings.filter((finding) => finding.href === href);
  const whole = settings.scope === 'issue';
  const shown = [...(whole ? state.findings : own)].sort((a, b) => weight(a) - weight(b) || !a.answers - !b.answers);
  for (const [scope, count] of [['story', own.length], ['issue', state.findings.length]]) {
    at(`scope-${scope}`).textContent = say(`scope_${scope}`, { count });
    at(`scope-${scope}`).setAttribute('aria-pressed', settings.scope === scope);
  }
  at('findings-none').textContent = say(state.error ? 'none_else' : 'none');
  const titles = new Map(state.documents.map((document) => [document.href, document.title]));
  const groups = mayEdit() ? state.groups.filter(({ hrefs }) => whole || hrefs.includes(href)) : [];
  const wanted = JSON.stringify([shown, groups, whole && [...titles], mayEdit()]);
  if (wanted === drawn) return;
  drawn = wanted;
  at('findings-groups').replaceChildren(...groups.map(group));
  at('findings-key').textContent = shown.some(({ answers }) => answers) ? reason() : '';
  at('findings-none').hidden = shown.length > 0;
  at('findings-list').replaceChildren(...shown.map((finding) => item(finding, whole && titles.get(finding.href), go)));
  if (answered) focusAnswer();
  answered = false;
}

/** Puts the keyboard on the first answer of the list, where there is one. */
export const focusAnswer = () => at('findings-list').querySelector('.answers button')?.focus();

/** Shows or takes away the banner of errors, above the last good pages if there are any; it is read out when it comes or changes. */
export function drawBanner({ error, documents }, go) {
  const findings = error?.findings ?? [];
  const title = say(documents.length ? 'broken' : 'broken_first');
  const wanted = error ? JSON.stringify([title, findings]) : '';
  if (at('banner').dataset.drawn === wanted) return;
  at('banner').dataset.drawn = wanted;
  at('banner').hidden = !error;
  at('banner-title').textContent = title;
  at('banner-said').textContent = error ? `${title} ${findings.map((finding) => finding.message).join(' ')}` : '';
  at('banner-list').replaceChildren(...findings.map((finding) => item(finding, '', go)));
}

/** `file:line`, in short, and a button that copies it whole, for an editor. */
export function place(file, line) {
  if (!file) return null;
  const tail = line ? `:${line}` : '';
  const words = file + tail;
  const copy = () => navigator.clipboard.writeText(words).then(() => announce(say('copied', { words })), () => announce(words));
  return make('span', { class: 'place', title: words }, make('code', {}, file.split(/[\\/]/).slice(-2).join('/') + tail),
    make('button', { type: 'button', class: 'copy', title: say('copy'), 'aria-label': say('copy_place', { words }), click: copy }));
}

function item(finding, title, go) {
  const message = go && finding.href
    ? make('button', { type: 'button', class: 'message', title: say('go'), click: () => go(finding) }, finding.message)
    : make('p', { class: 'message' }, finding.message);
  return make('li', { class: finding.severity },
    make('div', { class: 'kind' }, make('span', { class: 'severity' }, say(finding.answers ? 'question' : finding.severity)), make('code', {}, finding.code),
      title ? make('span', { class: 'of' }, title) : null),
    message,
    finding.answers && mayEdit() ? answers(finding) : null,
    finding.hint ? make('p', { class: 'hint' }, finding.hint) : null,
    place(finding.file, finding.line));
}

/** Questions of one kind, which one answer settles. */
function group({ marks, message, answers: offered }) {
  return make('li', { class: 'info' }, make('p', { class: 'message' }, message), answers({ marks, message, answers: offered }));
}

/** The readings to choose from; a click writes one into the issue. */
function answers({ mark, marks = [mark], message, answers: offered }) {
  const refused = make('p', { class: 'refused', role: 'alert' });
  const group = make('div', { class: 'answers', role: 'group', 'aria-label': say('answers', { question: message }) },
    ...offered.map(({ key, label }) => make('button', { type: 'button', class: key === 'right' && 'right', click: choose(key) }, label)));
  function choose(key) {
    return async ({ detail }) => {
      for (const button of group.children) button.disabled = true;
      refused.textContent = '';
      answered = !detail;
      refused.textContent = await edit('answer', { marks, key });
      for (const button of group.children) button.disabled = !refused.textContent;
    };
  }
  return make('div', {}, group, refused);
}
