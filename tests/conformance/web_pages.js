// SPDX-License-Identifier: AGPL-3.0-or-later
/* Drives the pages of a catalogue in a browser: node web_pages.js ACE AXE BROWSER HOME. Prints what it saw as JSON. */
"use strict";
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const [ace, axe, browserPath, home] = process.argv.slice(2);
const puppeteer = require(path.join(ace, "node_modules", "puppeteer-core"));
const url = (file) => pathToFileURL(path.join(home, file)).href;
const FLAGS = ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND"];
const pages = JSON.parse(require("node:fs").readFileSync(0, "utf8"));

const faults = async (page) => {
  await page.addScriptTag({ path: path.join(axe, "node_modules", "axe-core", "axe.min.js") });
  const found = await page.evaluate(() => window.axe.run(document));
  return found.violations.map((one) => `${one.id}: ${one.nodes.length} ${one.nodes[0].html.slice(0, 160)}`);
};

const settled = (page) => page.waitForFunction(
  () => /\d|没有|Nothing/.test(document.getElementById("search-status").textContent) && !/……|…$/.test(document.getElementById("search-status").textContent),
);

const searched = async (page, words) => {
  await page.evaluate(() => { document.getElementById("words").value = ""; });
  await page.focus("#words");
  await page.keyboard.type(words);
  await page.keyboard.press("Enter");
  await new Promise((done) => setTimeout(done, 50));
  await settled(page);
  return page.evaluate(() => ({
    status: document.getElementById("search-status").textContent,
    hits: [...document.querySelectorAll("#search-results a")].map((a) => ({ href: a.href, text: a.firstChild && a.textContent })),
    marks: [...document.querySelectorAll("#search-results mark")].map((mark) => mark.textContent),
    more: !document.getElementById("search-more").hidden,
  }));
};

(async () => {
  const browser = await puppeteer.launch({ executablePath: browserPath, headless: "new", args: FLAGS });
  const said = { axe: {}, wide: [], errors: [], search: {}, keys: [] };
  const page = await browser.newPage();
  page.on("pageerror", (error) => said.errors.push(String(error)));
  for (const scheme of pages.schemes) {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    for (const file of pages.files) {
      await page.setViewport({ width: 1200, height: 900 });
      await page.goto(url(file));
      said.axe[`${file} ${scheme}`] = await faults(page);
      await page.setViewport({ width: 360, height: 740, isMobile: true, hasTouch: true });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (over > 0) said.wide.push(`${file}: ${over}`);
    }
  }
  await page.setViewport({ width: 1200, height: 900 });
  await page.goto(url("index.html"));
  for (const words of pages.words) said.search[words] = await searched(page, words);
  await searched(page, pages.words[0]);
  await page.focus("#words");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  said.keys.push(await page.evaluate(() => document.activeElement.closest("#search-results") !== null));
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  said.opened = await page.evaluate(() => ({ href: location.href, target: document.querySelector(":target")?.textContent || "" }));
  await page.keyboard.press("Tab");
  said.keys.push(await page.evaluate(() => document.activeElement !== document.body));
  said.download = await page.evaluate(() => document.querySelector(".download").href);
  await page.goto(url("index.html"));
  await page.keyboard.press("Tab");
  said.skip = await page.evaluate(() => document.activeElement.getAttribute("href"));
  await browser.close();
  process.stdout.write(JSON.stringify(said));
})().catch((error) => { process.stderr.write(String(error.stack || error)); process.exit(1); });
