// SPDX-License-Identifier: AGPL-3.0-or-later
// News from the server: that something was saved, that it is gone, that it is there again.

const AGAIN = 1000;

/** Listens as long as the page is open; `heard` has `changed()` and `lost()`. Being there (again) counts as a change. */
export function listen(heard) {
  const source = new EventSource('/events');
  source.addEventListener('open', heard.changed);
  source.addEventListener('state', heard.changed);
  source.addEventListener('error', () => {
    // Browsers differ in how long they wait and when they give up: a new call each second is the same in all.
    source.close();
    heard.lost();
    setTimeout(() => listen(heard), AGAIN);
  });
}

/** The state of the edition in a writing mode; without one in the publication's own. */
export async function fetchState(mode) {
  const answer = await fetch(`/state.json${mode ? `?mode=${encodeURIComponent(mode)}` : ''}`);
  if (!answer.ok) throw new Error(`state.json: ${answer.status}`);
  return answer.json();
}
