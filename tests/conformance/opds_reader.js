// SPDX-License-Identifier: AGPL-3.0-or-later
/* Reads feeds as Thorium does, with r2-opds-js: node opds_reader.js FOLDER FILES…; prints what it understood as JSON. */
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const [folder, ...files] = process.argv.slice(2);
const from = (name) => require(require.resolve(name, { paths: [path.join(folder, "node_modules")] }));
const base = path.join(folder, "node_modules", "r2-opds-js", "dist", "es8-es2017", "src", "opds");
require(path.join(base, "init-globals.js")).initGlobalConverters_OPDS();
const { TaJsonDeserialize } = from("r2-lcp-js/dist/es8-es2017/src/serializable");
const { XML } = from("r2-utils-js/dist/es8-es2017/src/_utils/xml-js-mapper");
const { OPDS } = require(path.join(base, "opds1", "opds.js"));
const { OPDSFeed } = require(path.join(base, "opds2", "opds2.js"));
const { convertOpds1ToOpds2 } = require(path.join(base, "converter.js"));
const { DOMParser } = from("@xmldom/xmldom");

const words = (text) => typeof text === "string" ? text : Object.values(text || {})[0];
const seen = (feed) => ({
  title: words(feed.Metadata.Title),
  ways: (feed.Navigation || []).map((link) => [link.Title, link.Href]),
  facets: (feed.Facets || []).map((facet) => [words(facet.Metadata.Title), facet.Links.length]),
  issues: (feed.Publications || []).map((one) => ({
    id: one.Metadata.Identifier,
    title: words(one.Metadata.Title),
    series: ((one.Metadata.BelongsTo || {}).Series || []).map((series) => [words(series.Name), series.Position]),
    links: one.Links.map((link) => [link.Rel[0], link.TypeLink]),
    images: (one.Images || []).length,
  })),
});
const read = (file) => {
  const text = fs.readFileSync(file, "utf8");
  if (file.endsWith(".json")) return seen(TaJsonDeserialize(JSON.parse(text), OPDSFeed));
  return seen(convertOpds1ToOpds2(XML.deserialize(new DOMParser().parseFromString(text, "application/xml"), OPDS)));
};
process.stdout.write(JSON.stringify(Object.fromEntries(files.map((file) => [file, read(file)]))));
