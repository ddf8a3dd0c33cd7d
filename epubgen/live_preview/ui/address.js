// SPDX-License-Identifier: AGPL-3.0-or-later
// The reading place in the address bar, so that a reload and a bookmark open it again: `#document~letter.letters`.

const SOON = 300;
let timer = 0;

/** Writes the place soon: browsers allow only so many changes in a minute. */
export function keepSoon(reader) {
  clearTimeout(timer);
  timer = setTimeout(() => keep(reader), SOON);
}

/** Writes the place now, over the last one; never over the address of a document that is still being loaded. */
export function keep(reader) {
  clearTimeout(timer);
  if (!reader.href || reader.busy) return;
  const place = reader.pages.page ? reader.place() : null;
  history.replaceState(null, '', `#${encodeURI(reader.href)}${place ? `~${place.at}.${place.length}` : ''}`);
}

/** Goes to a link of the book, so that Back leads here again. */
export function follow(reader, href, fragment) {
  keep(reader);
  location.hash = encodeURI(href) + (fragment ? `#${encodeURIComponent(fragment)}` : '');
}

/** The document and the place that an address names; null without one. */
export function asked(hash = location.hash) {
  const [, path, letter, letters, fragment] = /^#?([^#~]*)(?:~(\d+)\.(\d+))?(?:#(.*))?$/.exec(hash) ?? [];
  if (!path) return null;
  const place = letters ? { quote: '', nth: -1, of: 0, at: Number(letter), length: Number(letters) } : null;
  return { href: plain(path), place: fragment ? { fragment: plain(fragment) } : place };
}

/** Without its escapes; what was typed wrongly stays as it is, and names nothing. */
function plain(escaped) {
  try {
    return decodeURIComponent(escaped);
  } catch {
    return escaped;
  }
}
