// SPDX-License-Identifier: AGPL-3.0-or-later
// Places of a book as readers note them down: a CFI for some words of each part (EPUB CFI 1.1), and what stands there in another
// edition of the book.

const LENGTH = 8

/** A range over the first letters of the first, the middle and the last piece of running text. */
export function ranges(page) {
  const texts = []
  const walker = page.createTreeWalker(page.documentElement, NodeFilter.SHOW_TEXT)
  for (let text; (text = walker.nextNode());) {
    if (text.data.trim().length >= LENGTH && text.parentElement.closest('p.para')) texts.push(text)
  }
  const chosen = [...new Set([texts[0], texts[texts.length >> 1], texts.at(-1)])].filter(Boolean)
  return chosen.map(text => {
    const range = page.createRange()
    range.setStart(text, 0)
    range.setEnd(text, LENGTH)
    return range
  })
}
