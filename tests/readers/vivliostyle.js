// SPDX-License-Identifier: AGPL-3.0-or-later
// Vivliostyle: a typesetter in the browser that makes pages by itself, without columns of the browser.

/** The package is a CommonJS module. */
const { CoreViewer } = await fetch('/packages/@vivliostyle/core/lib/vivliostyle.js').then(answer => answer.text()).then(text => {
  const module = { exports: {} }
  new Function('module', 'exports', text)(module, module.exports)
  return module.exports
})

export async function open(stage, { base, parts }) {
  const root = `${location.origin}${base}`
  const viewer = new CoreViewer({ viewportElement: stage, userAgentRootURL: '/packages/@vivliostyle/core/' }, {
    renderAllPages: false, pixelRatio: 0, allowScripts: false, autoResize: false, pageViewMode: 'singlePage',
    defaultPaperSize: { width: innerWidth, height: innerHeight },
  })
  const heard = act => new Promise(done => {
    const listener = payload => {
      viewer.removeListener('nav', listener)
      done(payload)
    }
    viewer.addListener('nav', listener)
    act()
  })
  viewer.addListener('error', ({ content }) => console.error(content?.messages?.join(' ') ?? String(content)))
  let place
  viewer.addListener('nav', payload => { place = payload })
  await heard(() => viewer.loadPublication(root))
  const sources = new Map(await Promise.all(parts.map(async part =>
    [part, figures(await (await fetch(root + part)).text(), root + part)])))
  const shown = () => [...stage.querySelectorAll('[data-vivliostyle-page-container]')].find(page => page.offsetWidth)
  const view = () => {
    const page = shown()
    const part = parts[Number(page.dataset.vivliostyleSpineIndex)]
    const area = page.querySelector('[data-vivliostyle-page-area]') ?? page
    return {
      part, root: page, offset: [0, 0], window: area.getBoundingClientRect(), flow: firstText(area),
      pictures: () => numbered(page, sources.get(part)),
    }
  }
  return {
    facts: {},
    async next() {
      if (place.last) return false
      const before = shown()
      viewer.navigateToPage('next')
      return until(() => shown() && shown() !== before)
    },
    view,
    async go(href) {
      await heard(() => viewer.navigateToInternalUrl(root + href))
    },
    viewer,
  }
}

/** The element of the first text of a page; it has the writing mode, which the frames around it have not. */
function firstText(area) {
  const walker = document.createTreeWalker(area, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) if (walker.currentNode.data.trim()) return walker.currentNode.parentElement
  return area.querySelector('img') ?? area
}

/** Whether something came about within five seconds; an event tells of a page several times, and of some not at all. */
async function until(ready) {
  for (let tries = 0; tries < 250; tries++) {
    if (ready()) return true
    await new Promise(done => setTimeout(done, 20))
  }
  return false
}

/** The pictures of a document in order: their addresses and the words of their captions. */
function figures(text, address) {
  const page = new DOMParser().parseFromString(text, 'application/xhtml+xml')
  return [...page.querySelectorAll('img')].map(image => ({
    address: new URL(image.getAttribute('src'), address).href,
    caption: image.closest('figure')?.querySelector('figcaption')?.textContent ?? '',
  }))
}

/** What of them stands on a page, which holds copies of elements: number, picture or none, captions. */
function numbered(page, source) {
  const images = [...page.querySelectorAll('img')]
  const captions = [...page.querySelectorAll('figcaption')]
  return source.flatMap(({ address, caption }, number) => {
    const image = images.find(one => one.src === address)
    const words = captions.filter(one => caption && caption.includes(one.textContent))
    return image || words.length ? [{ number, image, captions: words }] : []
  })
}
