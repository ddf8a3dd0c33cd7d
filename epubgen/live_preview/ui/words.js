// SPDX-License-Identifier: AGPL-3.0-or-later
// Every word of the page comes from the table of messages, in the language of the command line.

let table = {};

/** Reads the table and fills the page: `data-word` its text, `data-label` its name, `data-placeholder`. */
export async function loadWords() {
  table = await (await fetch('/words.json')).json();
  document.documentElement.lang = table.lang === 'zh' ? 'zh-Hans' : 'en';
  for (const element of document.querySelectorAll('[data-word]')) element.textContent = say(element.dataset.word);
  for (const element of document.querySelectorAll('[data-label]')) name(element, say(element.dataset.label));
  for (const element of document.querySelectorAll('[data-placeholder]')) element.placeholder = say(element.dataset.placeholder);
}

/** The words of a key, with `{name}` filled in. */
export function say(key, facts = {}) {
  return (table[key] ?? key).replace(/\{(\w+)\}/g, (_, fact) => facts[fact]);
}

/** The hour as the language writes it. */
export const hour = () => new Date().toLocaleTimeString(document.documentElement.lang, { hour12: false });

function name(element, words) {
  element.setAttribute('aria-label', words);
  if (element.tagName === 'BUTTON') element.title = words;
}
