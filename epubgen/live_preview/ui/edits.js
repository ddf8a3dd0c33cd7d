// SPDX-License-Identifier: AGPL-3.0-or-later
// What she writes into the issue from here: answers, photos, and taking them back. The server says what became of it.

import { announce, at } from './dom.js';
import { say } from './words.js';

const NAME = 'epubgen-key';
const held = { editable: false, allowed: false, count: 0, key: '' };

/** Asks once whether this browser was opened with the key; a key that is right leaves the address, where others may see it. */
export async function askLeave() {
  const given = new URLSearchParams(location.search).get('key');
  held.allowed = (given && (await fits(given))) || (await fits(keptKey()));
  if (held.key === given && keepKey()) history.replaceState(null, '', location.pathname + location.hash);
}

/** Whether the server knows a key, which is then the one to show. */
async function fits(key) {
  try {
    const known = Boolean(key) && (await (await fetch('/may-edit.json', { headers: { 'X-Epubgen-Key': key } })).json());
    if (known) held.key = key;
    return known;
  } catch {
    return false;
  }
}

/** For all tabs of this preview. A cookie would go to every other port of this computer as well. */
function keepKey() {
  try {
    localStorage.setItem(NAME, held.key);
    return true;
  } catch {
    return false;
  }
}

function keptKey() {
  try {
    return localStorage.getItem(NAME);
  } catch {
    return null;
  }
}

/** Whether she can write; `reason()` says why not, where the issue itself could be written. */
export const mayEdit = () => held.editable && held.allowed;
export const reason = () => (held.editable && !held.allowed ? say('no_key') : '');

/** What the state says: an archive cannot be written, an issue folder can. */
export function drawEdits({ editable }) {
  held.editable = editable;
  at('undo').hidden = !mayEdit() || !held.count;
}

/** Sends an edit; tells what was written, and gives the reason where nothing was. */
export async function edit(act, facts) {
  const answer = await send(act, facts);
  held.count = answer.undo ?? held.count;
  at('undo').hidden = !mayEdit() || !held.count;
  if (answer.ok) announce(say(act === 'undo' ? 'undone' : 'written', { files: answer.files.join(', ') }));
  return answer.ok ? '' : [answer.message, answer.hint].filter(Boolean).join(' – ');
}

/** Takes the last edit back. */
export async function undo() {
  if (!mayEdit() || !held.count) return;
  const refused = await edit('undo', {});
  if (refused) announce(refused);
}

async function send(act, facts) {
  try {
    const answer = await fetch(`/edit/${act}`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Epubgen-Key': held.key }, body: JSON.stringify(facts) });
    return answer.ok ? await answer.json() : { ok: false, message: say(answer.status === 403 ? 'no_key' : 'not_sent') };
  } catch {
    return { ok: false, message: say('not_sent') };
  }
}
