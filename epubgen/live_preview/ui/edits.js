// SPDX-License-Identifier: AGPL-3.0-or-later
// What she writes into the issue from here: answers, photos, and taking them back. The server says what became of it.

import { announce, at } from './dom.js';
import { say } from './words.js';

const held = { editable: false, allowed: false, count: 0 };

/** Asks once whether this browser was opened with the key. */
export async function askLeave() {
  try {
    held.allowed = await (await fetch('/may-edit.json')).json();
  } catch {
    held.allowed = false;
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
    const answer = await fetch(`/edit/${act}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(facts) });
    return answer.ok ? await answer.json() : { ok: false, message: say(answer.status === 403 ? 'no_key' : 'not_sent') };
  } catch {
    return { ok: false, message: say('not_sent') };
  }
}
