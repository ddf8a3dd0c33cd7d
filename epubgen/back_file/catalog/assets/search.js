/* Search in the page, with or without a server: each year of a title is a script that calls epubgenSearch. */
"use strict";
(() => {
  const ENOUGH = 50;
  const box = document.getElementById("search");
  if (!box) return;
  const [input, list, status, more] = ["words", "search-results", "search-status", "search-more"].map((id) => document.getElementById(id));
  const root = box.dataset.root;
  const files = box.dataset.files.split(" ").filter(Boolean);
  const years = new Map();
  let terms = [], place = 0, found = 0, serial = 0;

  const plain = (text) => text.normalize("NFKC").toLowerCase();
  const say = (text) => { status.textContent = text; };

  window.epubgenSearch = ([path, paper, year], issues) => {
    years.set(path, issues.flatMap(([page, day, lang, stories]) =>
      stories.map(([anchor, title, authors, place]) => ({
        page, day, lang, paper, year, anchor, title, about: [authors, place].filter(Boolean).join(" · "),
        words: plain([title, authors, place].join("\n")),
      }))));
  };

  const load = (path) => years.has(path) ? Promise.resolve() : new Promise((done) => {
    const script = document.createElement("script");
    script.src = root + path.split("/").map(encodeURIComponent).join("/");
    script.onload = () => done();
    script.onerror = () => { years.set(path, []); done(); };
    document.head.append(script);
  });

  const marked = (title) => {
    const line = document.createDocumentFragment();
    const low = title.toLowerCase();
    let from = 0;
    while (from < title.length) {
      const hits = terms.map((term) => [low.indexOf(term, from), term.length]).filter(([at]) => at >= 0);
      if (!hits.length || low.length !== title.length) break;
      const [at, length] = hits.sort((a, b) => a[0] - b[0] || b[1] - a[1])[0];
      const mark = document.createElement("mark");
      mark.textContent = title.slice(at, at + length);
      line.append(title.slice(from, at), mark);
      from = at + length;
    }
    line.append(title.slice(from));
    return line;
  };

  const show = (story) => {
    const item = document.createElement("li"), link = document.createElement("a"), about = document.createElement("span");
    link.href = root + story.page.split("/").map(encodeURIComponent).join("/") + "#s" + story.anchor;
    link.lang = story.lang;
    about.className = "number";
    about.textContent = [story.day, story.paper, story.about].filter(Boolean).join(" · ");
    const headline = document.createElement("bdi");
    headline.append(marked(story.title));
    link.append(headline, about);
    item.append(link);
    list.append(item);
  };

  const go = async () => {
    const mine = ++serial;
    const enough = found + ENOUGH;
    more.hidden = true;
    while (place < files.length && found < enough) {
      const path = files[place];
      say(box.dataset.busy.replace("{year}", path.split("/").at(-2)));
      await load(path);
      if (mine !== serial) return;
      place += 1;
      for (const story of years.get(path) || []) {
        if (terms.every((term) => story.words.includes(term))) {
          show(story);
          found += 1;
        }
      }
    }
    more.hidden = place >= files.length;
    say(found ? box.dataset.some.replace("{count}", found) : box.dataset.none);
  };

  box.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    terms = plain(input.value).split(/\s+/).filter(Boolean);
    list.replaceChildren();
    [place, found] = [0, 0];
    if (terms.length) go();
    else { serial += 1; more.hidden = true; say(""); }
  });
  more.addEventListener("click", () => { list.lastElementChild?.querySelector("a").focus(); go(); });
})();
