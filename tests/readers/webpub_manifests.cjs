// SPDX-License-Identifier: AGPL-3.0-or-later
// What Readium makes of EPUBs: r2-shared-js reads each and prints its manifest (readium.org/webpub-manifest).
//
//   node webpub_manifests.cjs HOME BOOK.epub ...
//
// HOME holds node_modules. The answer is one JSON object on standard output: for each book its manifest, with the bytes of its
// cover as "coverBytes", or "error" with the words of the reader.
"use strict";

const path = require("node:path");
const { createRequire } = require("node:module");

const [home, ...books] = process.argv.slice(2);
const packages = createRequire(path.join(home, "package.json"));
const part = (name) => packages(`r2-shared-js/dist/es6-es2015/src/${name}`);
const { EpubParsePromise } = part("parser/epub");
const { initGlobalConverters_SHARED, initGlobalConverters_GENERIC } = part("init-globals");
const { TaJsonSerialize } = packages("r2-lcp-js/dist/es6-es2015/src/serializable");

initGlobalConverters_SHARED();
initGlobalConverters_GENERIC();

async function one(book) {
  const publication = await EpubParsePromise(book);
  try {
    const manifest = TaJsonSerialize(publication);
    const cover = publication.GetCover();
    const zip = publication.findFromInternal("zip").Value;
    manifest.coverBytes = cover ? await length((await zip.entryStreamPromise(cover.Href)).stream) : 0;
    return manifest;
  } finally {
    publication.freeDestroy();
  }
}

async function length(stream) {
  let bytes = 0;
  for await (const chunk of stream) bytes += chunk.length;
  return bytes;
}

async function main() {
  const answer = {};
  for (const book of books) answer[book] = await one(book).catch((error) => ({ error: String(error?.stack || error) }));
  process.stdout.write(JSON.stringify(answer));
}

main();
