// SPDX-License-Identifier: AGPL-3.0-or-later
// foliate-js: the reader of Foliate and Readest. Also opens AZW3.
import '/packages/foliate-js/view.js'
import * as CFI from '/packages/foliate-js/epubcfi.js'
import { ranges } from '/bench/places.js'

const MARGIN = 48 // of the paginator, above and below
const GAP = 0.035 // of its width, on either side

export async function open(stage, book) {
  const view = document.createElement('foliate-view')
  view.style.cssText = 'display: block; width: 100%; height: 100%'
  stage.append(view)
  const data = await (await fetch(book.file)).blob()
  await view.open(new File([data], book.name, { type: data.type }))
  view.renderer.setAttribute('max-column-count', '1')
  await view.renderer.next()
  const { renderer } = view
  return {
    facts: await facts(view.book),
    async next() {
      if (renderer.atEnd) return false
      await view.next()
      return true
    },
    view() {
      const [{ doc, index }] = renderer.getContents()
      const frame = doc.defaultView.frameElement.getBoundingClientRect()
      const { width, height } = renderer.getBoundingClientRect()
      const page = new DOMRect(width * GAP, MARGIN, width * (1 - 2 * GAP), height - 2 * MARGIN)
      return { part: String(view.book.sections[index].id), root: doc.documentElement, offset: [frame.left, frame.top], window: page }
    },
    go: href => view.goTo(href),
    places: () => places(view),
    found: cfis => found(view.book, cfis),
    reached: cfis => Promise.all(cfis.map(cfi => words(view.book, view.resolveNavigation(cfi)))),
  }
}

/** A few places of each part: [part, CFI, words]. */
async function places(view) {
  const all = await Promise.all(view.book.sections.map(async (section, index) =>
    ranges(await section.createDocument()).map(range => [section.id, view.getCFI(index, range), String(range)])))
  return all.flat()
}

/** What stands at places, by the library's own reading of a CFI: the part by the id that it asserts, the words by its steps. */
function found(book, cfis) {
  return Promise.all(cfis.map(cfi => {
    const steps = CFI.parse(cfi)
    const reference = CFI.toElement(book.resources.opf, (steps.parent ?? steps).shift())
    const index = book.resources.spine.findIndex(({ idref }) => idref === reference.getAttribute('idref'))
    return words(book, { index, anchor: page => CFI.toRange(page, steps) })
  }))
}

const words = async (book, { index, anchor }) => {
  const section = book.sections[index]
  try {
    return [section.id, String(anchor(await section.createDocument()))]
  } catch (error) {
    return [section?.id ?? '', String(error)]
  }
}

async function facts(book) {
  const { metadata, dir, toc, pageList, sections } = book
  const series = metadata.belongsTo?.series
  const first = Array.isArray(series) ? series[0] : series
  const word = value => typeof value === 'string' ? value : Object.values(value ?? {})[0] ?? ''
  return {
    title: word(metadata.title), series: word(first?.name), position: String(first?.position ?? ''), direction: dir ?? '',
    cover: (await book.getCover())?.size ?? 0, toc: entries(toc), pages: entries(pageList), parts: sections.length,
  }
}

const entries = items => (items ?? []).map(({ label, href, subitems }) => ({ label, href, items: entries(subitems) }))
