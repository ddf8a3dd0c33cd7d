// SPDX-License-Identifier: AGPL-3.0-or-later
// What one page shows: how far down (or, in vertical lines, how far left) it is filled, and which pictures and captions are on it.

const measured = new WeakMap()

/** The page as plain data: { part, fill, pictures: [[number, share]], captions: [number], shapes, notes }; the last two once a root. */
export function look(view) {
  const { part, root, offset, window: page } = view
  const vertical = getComputedStyle(view.flow ?? root).writingMode.startsWith('vertical')
  const boxes = boxesOf(root, view.pictures ?? (() => every(root)))
  const origin = root.getBoundingClientRect()
  const [dx, dy] = [offset[0] + origin.left, offset[1] + origin.top]
  const area = { left: page.left - dx, right: page.right - dx, top: page.top - dy, bottom: page.bottom - dy }
  const pictures = boxes.pictures.map(one => ({ ...one, share: one.box ? within(one.box, area) : 0 }))
  const seen = pictures.filter(({ share }) => share > 0.02)
  const lines = boxes.lines.filter(box => within(box, area) > 0.5)
  const ends = [...lines, ...seen.map(({ box }) => box)].map(box =>
    vertical ? (area.right - box.left) / page.width : (box.bottom - area.top) / page.height)
  const first = boxes.told ? {} : {
    shapes: pictures.filter(({ shape }) => shape).map(({ number, shape }) => [number, shape]), notes: notes(root),
  }
  boxes.told = true
  return {
    part, vertical, fill: Math.min(1, Math.max(0, ...ends)), pictures: seen.map(({ number, share }) => [number, share]),
    captions: pictures.filter(({ caption }) => caption.some(box => within(box, area) > 0.5)).map(({ number }) => number),
    ...first,
  }
}

/** Every picture of a root with its number and captions. */
function every(root) {
  return [...root.querySelectorAll('img')].map((image, number) => ({
    number, image, captions: [...(image.closest('figure')?.querySelectorAll('figcaption') ?? [])],
  }))
}

/** The share of a box that lies in an area. */
function within(box, area) {
  const width = Math.min(box.right, area.right) - Math.max(box.left, area.left)
  const height = Math.min(box.bottom, area.bottom) - Math.max(box.top, area.top)
  const whole = (box.right - box.left) * (box.bottom - box.top)
  return width <= 0 || height <= 0 ? 0 : width * height / whole
}

/** Lines of text and pictures of a part, from the upper left corner of its root; measured again when the root changes its size. */
function boxesOf(root, numbered) {
  const origin = root.getBoundingClientRect()
  const size = `${origin.width} ${origin.height} ${root.scrollWidth} ${root.scrollHeight}`
  const known = measured.get(root)
  if (known?.size === size) return known
  const plain = box => ({
    left: box.left - origin.left, right: box.right - origin.left, top: box.top - origin.top, bottom: box.bottom - origin.top,
  })
  const pictures = numbered().map(({ number, image, captions }) => ({
    number, box: image && plain(image.getBoundingClientRect()), caption: captions.flatMap(lines).map(plain), shape: image && shape(image),
  }))
  const found = { size, lines: lines(root).map(plain), pictures, told: known?.told ?? false }
  measured.set(root, found)
  return found
}

/** The boxes of the lines of text in an element. */
function lines(element) {
  const walker = root => root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  const found = []
  const range = element.ownerDocument.createRange()
  for (let texts = walker(element), text; (text = texts.nextNode());) {
    if (!text.data.trim()) continue
    range.selectNodeContents(text)
    for (const box of range.getClientRects()) if (box.width > 1 && box.height > 1) found.push(box)
  }
  return found
}

/** Of a picture: how it is drawn and what it is, in pixels; what `contain` and `scale-down` draw keeps its shape. */
function shape(image) {
  const style = getComputedStyle(image)
  const sides = ['Left', 'Right', 'Top', 'Bottom'].map(side =>
    parseFloat(style[`padding${side}`]) + parseFloat(style[`border${side}Width`]))
  const width = image.offsetWidth - sides[0] - sides[1]
  const height = image.offsetHeight - sides[2] - sides[3]
  const keeps = ['contain', 'scale-down'].includes(style.objectFit)
  return {
    width, height, naturalWidth: image.naturalWidth, naturalHeight: image.naturalHeight, keeps,
    turned: style.transform !== 'none' || style.rotate !== 'none', kind: image.className,
  }
}

/** The signs of notes in the text, in order. */
function notes(root) {
  return [...root.querySelectorAll('a.noteref')].map(link => link.textContent.trim())
}
