// SPDX-License-Identifier: AGPL-3.0-or-later
// Ace by DAISY over many EPUBs in one process and one browser: a browser for each book takes longer than its check.
//
//   node ace_batch.js HOME WORK BOOK.epub ...
//
// HOME holds node_modules with Ace; WORK takes what it unpacks. The answer is one JSON object on standard output:
// for each book "pass" or "fail", and a line for each rule that failed. PUPPETEER_EXECUTABLE_PATH names the browser.
"use strict";

const path = require("node:path");
const { createRequire } = require("node:module");

const [home, work, ...books] = process.argv.slice(2);
const ace = createRequire(path.join(home, "package.json"));
const check = ace("@daisy/ace-core");
const runner = ace("@daisy/ace-axe-runner-puppeteer");

const { launch, close } = runner;
runner.launch = () => Promise.resolve();
runner.close = () => Promise.resolve();

function failures(report) {
  return (report.assertions || []).flatMap((part) =>
    (part.assertions || []).map((item) => {
      const rule = item["earl:test"] || {};
      const said = ((item["earl:result"] || {})["dct:description"] || "").split(/\s+/).join(" ").slice(0, 300);
      const where = (part["earl:testSubject"] || {}).url || "?";
      return `${where}: ${rule["earl:impact"]}: ${rule["dct:title"]}: ${said}`;
    }),
  );
}

async function one(book, number) {
  const folder = path.join(work, String(number));
  const options = { cwd: process.cwd(), outdir: path.join(folder, "out"), tmpdir: folder, silent: true, initLogger: true };
  const [, report] = await check(book, options, runner);
  return { outcome: report["earl:result"]["earl:outcome"], failures: failures(report) };
}

async function main() {
  const answer = {};
  await launch();
  try {
    for (const [number, book] of books.entries()) answer[book] = await one(book, number);
  } finally {
    await close();
  }
  process.stdout.write(JSON.stringify(answer));
}

main().then(
  () => process.exit(0),
  (error) => {
    process.stderr.write(String((error && error.stack) || error));
    process.exit(2);
  },
);
