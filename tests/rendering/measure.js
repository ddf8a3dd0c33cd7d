// Runs in the page that holds the frames: lays one document out as pages of a screen and says what it finds there.
// Rules and numbers: docs/typography.md. A finding is [kind, where, what]; the tests ask for kinds.
const JUDGED = ['.tcy', '.upr', 'a[href]', 'em', 'ruby', 'thead tr', 'p.para', 'figure', 'header.story-head > *'];
const NO_START = '、。，．；：？！）〕］｝〉》」』】〗〟’”·‧・ー々', NO_END = '（〔［｛〈《「『【〖〝‘“', WHOLE = '—…⸺';
const BLOCKS = 'p,h1,h2,h3,h4,figcaption,li,td,th,blockquote,pre';
const box = r => ({x: r.x, y: r.y, w: r.width, h: r.height});
const XHTML = 'http://www.w3.org/1999/xhtml';

function style(D, css, first) {
  const made = D.createElementNS(XHTML, 'style');
  made.textContent = css;
  first ? D.head.insertBefore(made, D.head.firstChild) : D.head.appendChild(made);
}

/** The reader: its letters, its lines, its font, before any sheet of the book. */
function read(D, job, face) {
  style(D, face + 'html{font-size:' + job.font + 'px;line-height:1.75' + (face ? ';font-family:Test,serif' : '') + '}', true);
  if (job.force) style(D, 'html{writing-mode:' + job.force + '!important;-webkit-writing-mode:' + job.force + '!important}');
}

/** Pages as columns: down the frame in vertical lines, to the right in horizontal ones. */
function paginate(D, job, vertical) {
  const m = job.margin, W = job.width - 2 * m, H = job.height - 2 * m;
  style(D, 'html{box-sizing:content-box!important;width:' + W + 'px!important;height:' + H + 'px!important;margin:' + m +
    'px!important;column-width:' + (vertical ? H : W) + 'px!important;column-gap:' + 2 * m + 'px!important;column-fill:auto!important}');
}

function measure(frame, job) {
  const D = frame.contentDocument, V = frame.contentWindow, root = D.documentElement, found = [];
  const css = e => V.getComputedStyle(e), em = e => parseFloat(css(e).fontSize);
  const mode = css(D.body).writingMode, vertical = mode.startsWith('vertical');
  const unpaged = {scroll: [root.scrollWidth, root.scrollHeight], view: [V.innerWidth, V.innerHeight]};
  paginate(D, job, vertical);
  const all = (selector, within) => [...(within || D).querySelectorAll(selector)];
  const shown = e => ({rects: e.getClientRects().length, box: box(e.getBoundingClientRect()),
    kind: e.getAttribute('class') || e.localName});
  const say = (kind, e, what) => found.push([kind, (e.getAttribute('class') || e.localName) + ' ' + e.textContent.trim().slice(0, 10), what]);
  const stride = vertical ? job.height : job.width, m = job.margin, measureEnd = stride - m;
  const start = r => vertical ? r.top : r.left, end = r => vertical ? r.bottom : r.right;

  const hangul = c => /[가-힣]/.test(c);
  const keep = css(D.body).wordBreak === 'keep-all';
  /** Whether a picture stands before a character on its line: the indent is measured from the edge of the text. */
  const floats = all('figure, p.thumb').filter(e => css(e).float !== 'none').map(e => e.getBoundingClientRect());
  const besidePicture = c => floats.some(r => (vertical ? r.left < c.line && c.line < r.right : r.top < c.line && c.line < r.bottom));
  const indents = [], gaps = new Map();
  for (const p of all(BLOCKS)) {
    const walker = D.createTreeWalker(p, NodeFilter.SHOW_TEXT), range = D.createRange(), size = em(p);
    const justified = css(p).textAlign === 'justify';
    let prev = null, first = null, space = false, gap = 0, wide = 0, skipped = false;
    for (let t = walker.nextNode(); t; t = walker.nextNode()) {
      const host = t.parentElement.closest(BLOCKS + ',rt,rp');
      if (host !== p) { if (host && !p.contains(host.closest('rt,rp'))) prev = null; continue }
      if (t.parentElement.closest('.tcy,.pagebreak,sup,sub,.noteref')) { prev = null; skipped = skipped || !first; continue }
      for (let i = 0; i < t.length;) {
        const ch = String.fromCodePoint(t.data.codePointAt(i));
        range.setStart(t, i); range.setEnd(t, i + ch.length); i += ch.length;
        if (/^[\s\u200b]$/.test(ch) && ch !== '\u3000') { space = true; continue }
        const r = range.getClientRects()[0];
        if (!r) continue;
        const c = {ch: ch, line: vertical ? r.left + r.width / 2 : r.top + r.height / 2, start: start(r), end: end(r)};
        first = first || c;
        if (ch > '\u2e80') wide = Math.max(wide, c.end - c.start - size);
        const page = Math.floor(c.start / stride), over = c.end - page * stride - measureEnd;
        // At the end of a line Chromium lets a closing mark hang out with its blank half: the ink stays inside.
        const blank = NO_START.includes(ch) && ch > '\u2010' ? size / 2 : 0;
        if (over > 1 + blank && ch !== '\u3000') say('over', p, ch + ' ' + over.toFixed(1));
        if (prev && (Math.abs(c.line - prev.line) > .6 * size || c.start < prev.start - size)) {
          if (NO_START.includes(ch) && !space) say('kinsoku', p, 'line starts ' + prev.ch + '|' + ch);
          if (NO_END.includes(prev.ch) && !space) say('kinsoku', p, 'line ends ' + prev.ch + '|' + ch);
          if (prev.ch === ch && WHOLE.includes(ch)) say('kinsoku', p, 'split ' + ch);
          if (keep && hangul(ch) && hangul(prev.ch) && !space && !p.matches('.nameplate')) say('word', p, prev.ch + '|' + ch);
        } else if (prev && justified) gap = Math.max(gap, c.start - prev.end);
        if (ch === '—' && prev && prev.ch === '—' && Math.abs(c.line - prev.line) < 1 && Math.abs(c.start - prev.end) > .06 * size)
          say('dash', p, (c.start - prev.end).toFixed(1));
        prev = c; space = false;
      }
    }
    gaps.set(p, (gap + wide) / size);
    if (gap > 1.01 * size) say('gap', p, (gap / size).toFixed(2) + 'em');
    const own = first && [...p.getClientRects()].find(r => start(r) <= first.start + 1 && end(r) >= first.end - 1);
    if (own && !skipped && !besidePicture(first) && p.matches('p.para') && css(p).textIndent !== '0px')
      indents.push([(first.start - start(own)) / size, first.ch, parseFloat(css(p).textIndent) / size, p.closest('li') ? 1 : 0]);
  }
  if (vertical) {
    for (const e of all('.tcy')) {
      const rects = [...e.getClientRects()].filter(r => r.width && r.height), n = rects.length, length = rects[0].height / em(e);
      const stretch = gaps.get(e.closest(BLOCKS)) || 0; // a justified line stretches its cells like all else
      if (n !== 1 || Math.abs(length - 1) > .1 + stretch) say('tcy', e, n + ' rects ' + length.toFixed(2) + 'em');
    }
    for (const e of all('.upr')) {
      const letters = e.textContent.length, rects = [...e.getClientRects()];
      const length = rects.reduce((sum, r) => sum + r.height, 0) / em(e);
      if (length < letters * .9) say('upr', e, length.toFixed(2) + 'em for ' + letters);
    }
  }
  for (const e of all('a[href]')) {
    const shape = css(e), line = shape.textDecorationLine;
    if (e.matches('.noteref,nav.bar a,ul.stories a,h2 a,header a')) continue;
    if (line !== (vertical || job.force ? 'overline' : 'underline')) say('link', e, line);
    else if (vertical && !/left/.test(shape.textUnderlinePosition)) say('link', e, shape.textUnderlinePosition);
  }
  for (const e of all('em,.dots')) {
    const shape = css(e);
    if (shape.fontStyle !== 'normal' && !/^en/.test(e.closest('[lang]').lang)) say('slant', e, shape.fontStyle);
    if (!/^en/.test(e.closest('[lang]').lang) && !((vertical || job.force) && /^ja/.test(e.closest('[lang]').lang) ? /sesame/ : /dot/).test(shape.textEmphasisStyle)) say('dots', e, shape.textEmphasisStyle);
    const side = shape.textEmphasisPosition;
    if (!job.force && side !== (vertical ? 'over' : 'under') && side !== (vertical ? 'over right' : 'under right')) say('dots', e, side);
  }
  for (const e of all('ruby')) {
    const base = [...e.childNodes].filter(n => n.nodeType === 3).map(n => n.data).join('').trim(), size = em(e), rt = e.querySelector('rt');
    if (!rt || Math.abs(em(rt) / size - .5) > .21) say('ruby', e, 'size of reading');
    const length = [...e.getClientRects()].reduce((sum, r) => sum + (vertical ? r.height : r.width), 0) / size;
    const above = [...all('rt', e)].reduce((sum, r) => sum + [...r.textContent].length * em(r) / size, 0);
    if (length > Math.max([...base].length, above) + .6) say('ruby', e, length.toFixed(2) + 'em for ' + base);
  }
  for (const table of all('table')) {
    const head = table.querySelector('thead tr'), body = table.querySelector('tbody tr');
    if (!head || !body) continue;
    const a = head.getBoundingClientRect(), b = body.getBoundingClientRect();
    if (vertical && Math.floor(a.top / stride) === Math.floor(b.top / stride) && a.left < b.right - 1) say('table', table, 'head is left of body');
  }
  for (const e of all('img,table,figure,pre,header,aside')) for (const r of e.getClientRects()) {
    const page = Math.floor(start(r) / stride + 1e-6);
    if (end(r) - page * stride > measureEnd + 1.5) say('over', e, (end(r) - page * stride - measureEnd).toFixed(1));
    const low = vertical ? r.left : r.top, high = vertical ? r.right : r.bottom, limit = vertical ? job.width : job.height;
    if (low < m - 1.5 || high > limit - m + 1.5) say('off', e, low.toFixed(0) + '…' + high.toFixed(0));
  }
  return {file: job.file, vertical, mode: [css(root).writingMode, mode], lineBreak: css(D.body).lineBreak,
    lang: root.lang, wordBreak: css(D.body).wordBreak, unpaged, found, indents,
    font: [...D.fonts].map(f => f.status), justify: css(D.body).textAlign,
    figures: all('figure').map(f => ({...shown(f), parts: [...f.children].map(shown)})),
    heads: all('header.story-head > *').map(e => ({...shown(e), box: box(e.getClientRects()[0])})),
    starts: all('header.story-head > *').map(e => { const r = D.createRange(); r.selectNodeContents(e); return start(r.getClientRects()[0]) }),
    margins: all('p.para').map(e => css(e).margin).filter(v => v !== '0px').length,
    seen: Object.fromEntries(JUDGED.map(selector => [selector, all(selector).length])),
    tables: all('tr').map(shown)};
}

async function run(jobs, faces) {
  const results = [];
  for (const job of jobs) {
    const frame = document.createElement('iframe');
    frame.style.cssText = 'border:0;display:block;width:' + job.width + 'px;height:' + job.height + 'px';
    await new Promise(done => { frame.onload = done; frame.src = job.file; document.body.appendChild(frame) });
    try {
      const D = frame.contentDocument;
      read(D, job, faces[job.face] || '');
      if (job.face) await D.fonts.load('20px Test');
      await D.fonts.ready;
      results.push(measure(frame, job));
    } catch (error) { results.push({file: job.file, error: String(error && error.stack || error)}) }
    frame.remove();
  }
  document.getElementById('out').textContent = JSON.stringify(results);
}
