// SPDX-License-Identifier: AGPL-3.0-or-later
// epub.js: the reader in many web libraries, calibre-web among them.
import { ranges } from '/bench/places.js'

const script = address => new Promise((done, failed) => {
  document.head.append(Object.assign(document.createElement('script'), { src: address, onload: done, onerror: failed }))
})

export async function open(stage, { file, folder }) {
  await script('/packages/jszip/dist/jszip.min.js')
  await script('/packages/epubjs/dist/epub.min.js')
  const book = window.ePub(await (await fetch(file)).arrayBuffer())
  await book.ready
  const rendition = book.renderTo(stage, { width: '100%', height: '100%', flow: 'paginated', spread: 'none' })
  await rendition.display()
  const whole = href => folder + href
  return {
    facts: await facts(book, whole),
    async next() {
      const before = rendition.currentLocation()
      if (before?.atEnd) return false
      await rendition.next()
      return true
    },
    view() {
      const [contents] = rendition.getContents()
      const frame = contents.document.defaultView.frameElement.getBoundingClientRect()
      const page = rendition.manager.container.getBoundingClientRect()
      const part = whole(book.spine.get(contents.sectionIndex).href)
      return { part, root: contents.document.documentElement, offset: [frame.left, frame.top], window: page }
    },
    go: href => rendition.display(href.slice(folder.length)),
    rendition,
    places: () => places(book, whole),
    found: cfis => found(book, whole, cfis),
    reached: cfis => Promise.all(cfis.map(cfi => words(whole, book.spine.get(cfi), book, cfi))),
  }
}

/** A few places of each part: [part, CFI, words]. */
async function places(book, whole) {
  const all = await Promise.all(book.spine.spineItems.map(async section => {
    await section.load(book.load.bind(book))
    return ranges(section.document).map(range => [whole(section.href), section.cfiFromRange(range), String(range)])
  }))
  return all.flat()
}

/** What stands at places, by the library's own reading of a CFI: the part by the id that it asserts, the words by its steps. */
function found(book, whole, cfis) {
  return Promise.all(cfis.map(cfi => {
    const { id } = new window.ePub.CFI(cfi).base.steps[1]
    return words(whole, book.spine.spineItems.find(({ cfiBase }) => cfiBase.endsWith(`[${id}]`)), book, cfi)
  }))
}

async function words(whole, section, book, cfi) {
  if (!section) return ['', '']
  await section.load(book.load.bind(book))
  try {
    return [whole(section.href), String(new window.ePub.CFI(cfi).toRange(section.document))]
  } catch (error) {
    return [whole(section.href), String(error)]
  }
}

async function facts(book, whole) {
  const { metadata, direction } = book.packaging
  const entries = items => items.map(({ label, href, subitems }) => ({
    label: label.trim(), href: whole(href), items: entries(subitems ?? []),
  }))
  const cover = await book.coverUrl()
  return {
    title: metadata.title, direction: metadata.direction || direction || '',
    cover: cover ? (await (await fetch(cover)).blob()).size : 0,
    toc: entries(book.navigation.toc), parts: book.spine.length,
    pages: (book.pageList?.pageList ?? []).map(({ page, href }) => ({ label: String(page), href: whole(href), items: [] })),
  }
}
