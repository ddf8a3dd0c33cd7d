// SPDX-License-Identifier: AGPL-3.0-or-later
// Readium's navigator for the web: the reader of Thorium Web; its manifest is what r2-shared-js (Thorium) makes of the EPUB.
// It has no pages in vertical lines: those books are scrolled.
import { EpubNavigator } from '/packages/@readium/navigator/dist/index.js'
import { HttpFetcher, Link, Manifest, Publication } from '/packages/@readium/shared/dist/index.js'

export async function open(stage, { base, vertical, manifest: json }) {
  // r2-shared-js writes a list of one as its only member, which the navigator's own reader of manifests does not take.
  const { accessibility, ...metadata } = json.metadata
  const self = { rel: 'self', href: `${location.origin}${base}manifest.json`, type: 'application/webpub+json' }
  const manifest = Manifest.deserialize({ ...json, metadata, links: [self] })
  const publication = new Publication({ manifest, fetcher: new HttpFetcher(undefined, `${location.origin}${base}`) })
  const listeners = { frameLoaded() {}, positionChanged() {}, tap: () => true, click: () => true, handleLocator: () => false }
  const navigator = new EpubNavigator(stage, publication, listeners, positions(publication), undefined, {
    preferences: { columnCount: 1, scroll: vertical }, defaults: {},
  })
  await navigator.load()
  const done = act => new Promise(answer => act(ok => answer(ok)))
  const frame = () => [...stage.querySelectorAll('iframe')].find(({ style }) => style.visibility !== 'hidden')
  return {
    facts: {},
    next: () => done(answer => navigator.goForward(false, answer)),
    view() {
      const box = frame().getBoundingClientRect()
      const root = frame().contentDocument.documentElement
      return { part: navigator.currentLocator.href, root, offset: [box.left, box.top], window: box }
    },
    go: href => done(answer => navigator.goLink(new Link({ href }), false, answer)),
    navigator,
  }
}

/** One place for each part of the reading order. */
function positions(publication) {
  const links = publication.readingOrder.items
  return links.map((link, number) => link.locator.copyWithLocations({
    position: number + 1, progression: 0, totalProgression: number / links.length,
  }))
}
