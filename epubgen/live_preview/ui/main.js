// SPDX-License-Identifier: AGPL-3.0-or-later
// Joins the parts of the page: what the server tells, what she does, what is shown.

import { asked, follow, keepSoon } from './address.js';
import { listenBlocks } from './blocks.js';
import { fetchState, listen } from './connection.js';
import { drawContents, focusContents, listenContents, markCurrent } from './contents.js';
import { listenCutting } from './cutting.js';
import { announce, at } from './dom.js';
import { askLeave, drawEdits, undo } from './edits.js';
import { drawBanner, drawFindings, focusAnswer, place as placeOf } from './findings.js';
import { drawKeys, keyHandler } from './keys.js';
import { foldPanels, listenPanels, openPanel } from './panels.js';
import { drawParts, listenParts, openPart, showsParts } from './parts.js';
import { drawPrinted, listenPrinted, togglePrinted } from './printed.js';
import { Reader } from './reader.js';
import { choose, screenOf, settings } from './settings.js';
import { drawTools, listenTools, tools } from './toolbar.js';
import { hour, loadWords, say } from './words.js';

let state = { documents: [], findings: [], toc: [], screens: [], modes: [], mode: '', progression: 'ltr', title: '', error: null, printed: {}, groups: [], editable: false };
let version = '';
let going = { href: '', place: null };
let toAnswer = ''; // the document whose first answer gets the keyboard once it is shown
let asking = false;
let again = false;

const key = (event) => handle(event);
const reader = new Reader({ turned, side, key, link: (...target) => follow(reader, ...target), address: (url) => announce(say('outside', { url })) });
const acts = {
  ...tools(() => state, { after: layOut, load: refresh }),
  left: () => side('left'),
  right: () => side('right'),
  forward: () => turn(1),
  back: () => turn(-1),
  first: () => reader.pages && reader.go(0),
  last: () => reader.pages && reader.go({ last: true }),
  story_on: () => goStory(1),
  story_back: () => goStory(-1),
  contents: () => (openPanel('contents'), focusContents()),
  find: () => (openPanel('contents'), at('filter').focus()),
  printed: () => (openPanel('side') && settings.printed) || togglePrinted(),
  question: goQuestion,
  parts: () => (openPanel('side'), toggleParts()),
  undo,
  help: () => at('help').showModal(),
};
const toggleParts = listenParts(drawOwnParts);
const handle = keyHandler(acts);

/** Asks for the state, and once more when it changed while it was asked for. */
async function refresh() {
  again = true;
  if (asking) return;
  asking = true;
  document.body.classList.add('working');
  try {
    while (again) {
      again = false;
      const next = await fetchState(settings.mode);
      if (next) await apply(next);
    }
  } finally {
    asking = false;
    document.body.classList.remove('working');
  }
}

/** Shows a new state; the reading place stays, also when its story was edited or is gone. */
async function apply(next) {
  const before = state;
  const { href, place } = reader.busy ? going : reader.href ? { href: reader.href, place: reader.place() } : (asked() ?? going);
  state = next;
  drawAround();
  layOut();
  const known = documentOf(href);
  if (!state.documents.length) {
    reader.clear();
    drawStory();
  } else if (!known) await open(neighbour(before.documents, href).href, null);
  else if (reader.href !== href || reader.mode !== state.mode || version !== versionOf(known)) await open(href, place);
  else drawStory();
}

function drawAround() {
  at('title').textContent = at('title').title = state.title;
  for (const name of ['title', 'tree', 'story']) at(name).lang = state.language;
  document.title = state.title ? say('window', { title: state.title }) : 'epubgen';
  at('connection').textContent = say('connected');
  at('connection').classList.remove('lost');
  at('gone').hidden = true;
  Object.assign(at('freshness'), { textContent: say('refreshed', { time: hour() }), title: say('built', { seconds: state.seconds.toFixed(2) }) });
  at('empty').hidden = state.documents.length > 0;
  at('bezel').hidden = !state.documents.length;
  at('empty').textContent = say(state.error ? 'empty_error' : 'empty');
  drawEdits(state);
  drawBanner(state, show);
  drawTools(state);
  drawContents(state);
}

function layOut() {
  const screen = screenOf(state.screens);
  if (JSON.stringify(screen) !== JSON.stringify(reader.screen)) reader.setScreen(screen);
}

/** The first story after a lost one that is still there, else the nearest before it. */
function neighbour(before, href) {
  const index = before.findIndex((document) => document.href === href);
  const near = [...before.slice(index + 1), ...before.slice(0, Math.max(0, index)).reverse()];
  return near.map((document) => documentOf(document.href)).find(Boolean) ?? state.documents[0];
}

/** Style sheets and photos may have changed even where the document itself did not. */
const versionOf = (document) => `${state.serial} ${document.digest}`;

const documentOf = (href) => state.documents.find((document) => document.href === href);

/** Opens a document at a place; without one on its first page. */
async function open(href, place) {
  const wanted = documentOf(href);
  if (!wanted) return announce(say('no_document', { href }));
  going = { href, place };
  const wantedVersion = versionOf(wanted);
  const here = !reader.busy && reader.href === href && reader.mode === state.mode && version === wantedVersion;
  if (here) reader.go(place);
  else if (await reader.show(href, state.mode, place)) version = wantedVersion;
}

function turn(step) {
  if (reader.busy || !reader.pages) return;
  const page = reader.pages.page + step;
  if (page >= 0 && page < reader.pages.count) reader.go(page);
  else goStory(step, step < 0 ? { last: true } : null);
}

function goStory(step, place = null) {
  const next = state.documents[state.documents.findIndex(({ href }) => href === reader.href) + step];
  if (next) open(next.href, place);
  else announce(say(step > 0 ? 'at_end' : 'at_start'));
}

/** Where pages turn from right to left, the left side is forward. */
function side(name) {
  turn((name === 'left') === (state.progression === 'rtl') ? 1 : -1);
}

/** A page is shown: tells which one it is, and all that belongs to it. */
function turned() {
  keepSoon(reader);
  drawStory();
}

function drawStory() {
  const shown = documentOf(reader.href);
  at('story').textContent = at('story').title = shown?.title ?? '';
  at('page').textContent = reader.pages ? say('page', { page: reader.pages.page + 1, count: reader.pages.count }) : '';
  at('file').replaceChildren(...[placeOf(shown?.file, shown?.line)].filter(Boolean));
  for (const name of ['left', 'right']) {
    const words = say((name === 'left') === (state.progression === 'rtl') ? 'turn_on' : 'turn_back');
    at(`turn-${name}`).hidden = !shown;
    at(`turn-${name}`).title = words;
    at(`turn-${name}`).setAttribute('aria-label', words);
  }
  markCurrent(reader.href);
  drawPrinted({ document: shown, printed: state.printed, titles: titles(), asked: questions(), serial: state.serial });
  drawReports();
  drawOwnParts();
  if (reader.href !== toAnswer) return;
  toAnswer = '';
  focusAnswer();
}

const titles = () => new Map(state.documents.map(({ href, title }) => [href, title]));

/** How many open questions each document has. */
function questions() {
  const counts = new Map();
  for (const { href, answers } of state.findings) if (href && answers) counts.set(href, (counts.get(href) ?? 0) + 1);
  return counts;
}

/** The next story with an open question, this one first; the keyboard goes to its answers. */
async function goQuestion() {
  const counts = questions();
  const here = state.documents.findIndex(({ href }) => href === reader.href);
  const inside = document.activeElement?.closest('.answers') ? 1 : 0;
  const ordered = [...state.documents.slice(here + inside), ...state.documents.slice(0, here + inside)];
  const next = ordered.find(({ href }) => counts.has(href));
  if (!next) return announce(say('no_question'));
  choose({ scope: 'story' });
  openPanel('side');
  const found = state.findings.find(({ href, answers }) => href === next.href && answers);
  toAnswer = next.href;
  await open(next.href, found.quote ? { words: found.quote } : null);
  if (found.quote && reader.href === next.href) reader.mark(found.quote);
}

function drawOwnParts() {
  drawParts({ story: documentOf(reader.href)?.story, serial: state.serial });
}

/** A block on the printed page: its story opens; the parts of the story that is open already are shown at the block. */
async function goBlock(href, block) {
  const here = reader.href === href;
  if (!here) {
    foldPanels();
    await open(href, null);
  }
  if (here || showsParts()) openPart(block, drawOwnParts);
}

function drawReports() {
  drawFindings(state, reader.href, show);
}

/** The words that a finding speaks of, on their page. */
async function show({ href, quote }) {
  foldPanels();
  await open(href, { words: quote });
  reader.mark(quote);
}

function lost() {
  at('connection').textContent = say('lost');
  at('connection').classList.add('lost');
  at('gone').textContent = say('gone', { port: location.port });
  at('gone').hidden = false;
}

function listenPage() {
  document.addEventListener('keydown', key);
  document.addEventListener('click', (event) => {
    // After the mouse the keys belong to the page again: Space turns it and presses no button.
    if (event.detail) event.target.closest('button, a')?.blur();
  });
  at('tree').addEventListener('click', ({ target }) => target.closest('a') && foldPanels());
  window.addEventListener('hashchange', ({ newURL }) => {
    const target = asked(new URL(newURL).hash); // the address itself may hold the place of the page before by now
    if (target) open(target.href, target.place);
  });
  for (const name of ['left', 'right']) at(`turn-${name}`).addEventListener('click', () => side(name));
  for (const scope of ['story', 'issue']) {
    at(`scope-${scope}`).addEventListener('click', () => (choose({ scope }), drawReports()));
  }
  at('printed-toggle').addEventListener('click', acts.printed);
  at('undo').addEventListener('click', undo);
  at('help-open').addEventListener('click', acts.help);
  at('help-close').addEventListener('click', () => at('help').close());
}

await Promise.all([loadWords(), askLeave()]);
document.body.hidden = false;
drawKeys();
listenPage();
listenTools(acts);
listenContents();
listenPrinted();
listenBlocks(goBlock);
listenCutting();
listenPanels();
listen({ changed: refresh, lost });
