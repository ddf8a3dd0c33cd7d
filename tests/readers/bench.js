// SPDX-License-Identifier: AGPL-3.0-or-later
// Opens one book in one reader and looks at what its user would see: turns every page, follows links, finds places again.
//
// The address says which: /bench/bench.html?reader=foliate&book=NUMBER. The reader is a module of this folder with
//
//   open(stage, book) -> { facts, next(), view(), go(href) }
//
//   facts   what the reader says of the book: title, series, position, direction, cover (bytes), toc, pages
//   next()  turns a page; false at the end of the book
//   view()  what is shown: { part, root, offset: [x, y], window: DOMRect }; root holds the elements of the part, offset is that of
//           their boxes from the upper left corner of the browser, window the page within it
//   go(href) goes to a file of the book, with a fragment or without
//
// When the book is open, window.bench is there; window.fault says why it could not be opened.
import { look } from '/bench/look.js'

const asked = new URLSearchParams(location.search)

/** Turn pages, at most this many: what each shows, and whether it was the last of the book. */
async function walk(most) {
  const pages = []
  let more = true
  while (more && pages.length < most) {
    await settled()
    pages.push(look(reader.view()))
    more = await reader.next()
  }
  return { pages, end: !more }
}

/** The pages shown have their pictures and are laid out. */
async function settled() {
  const { root } = reader.view()
  const loading = [...root.querySelectorAll('img')].filter(image => !image.complete)
  await Promise.all(loading.map(image => new Promise(done => { image.onload = image.onerror = done })))
}

/** Follow links: those that do not lead where they say, each with what is shown instead. */
async function follow(hrefs) {
  const astray = []
  for (const href of hrefs) {
    await reader.go(href)
    await settled()
    const [part, id] = href.split('#')
    const there = () => reader.view().part === part && (!id || shows(reader.view(), id))
    for (let tries = 0; !there() && tries < 40; tries++) await new Promise(done => setTimeout(done, 50))
    if (!there()) astray.push(`${href}: shows ${reader.view().part}`)
  }
  return astray
}

/** Whether an element begins on the page; a marker of a printed page has no size. */
function shows({ root, offset: [x, y], window: page }, id) {
  const element = root.querySelector(`[id="${CSS.escape(id)}"]`)
  if (!element) return false
  const box = element.getClientRects()[0] ?? element.getBoundingClientRect()
  const near = 3
  return box.left + x < page.right + near && box.right + x > page.left - near
    && box.top + y < page.bottom + near && box.bottom + y > page.top - near
}

let reader
try {
  const book = await (await fetch(`/books/${asked.get('book')}/facts.json`)).json()
  const { open } = await import(`/bench/${asked.get('reader')}.js`)
  reader = await open(document.getElementById('stage'), book)
  window.bench = { ...reader, walk, follow, look: async () => (await settled(), look(reader.view())) }
} catch (error) {
  window.fault = String(error?.stack ?? error)
}
