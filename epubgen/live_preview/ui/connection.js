// SPDX-License-Identifier: AGPL-3.0-or-later
// News from the server: that something was saved, that it is gone, that it is there again.

const AGAIN = 1000;

/** Listens as long as the page is open; `heard` has `changed()` and `lost()`. The server speaks at once when it is called. */
export function listen(heard) {
  const source = new EventSource('/events');
  source.addEventListener('state', heard.changed);
  source.addEventListener('error', () => {
    // Browsers differ in how long they wait and when they give up: a new call each second is the same in all.
    source.close();
    heard.lost();
    setTimeout(() => listen(heard), AGAIN);
  });
}

/** The state of the edition in a writing mode, without one in the publication's own; null when nobody answers. */
export async function fetchState(mode) {
  try {
    const answer = await fetch(`/state.json${mode ? `?mode=${encodeURIComponent(mode)}` : ''}`);
    return answer.ok ? await answer.json() : null;
  } catch {
    return null; // the events tell it, too
  }
}
