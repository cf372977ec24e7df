// Writes the widths of a face's characters, in em, to src/figure/fonts/*.json. Run by hand when a font package changes.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { inflateSync } from "node:zlib";

const { resolve } = createRequire(import.meta.url);
const FACES = [
  { out: "stix-two-text", family: "STIX Two Text", files: ["latin", "latin-ext", "greek"].map((set) => `@fontsource/stix-two-text/files/stix-two-text-${set}-400-normal.woff`) },
  { out: "computer-modern", family: "KaTeX_Main", files: ["katex/dist/fonts/KaTeX_Main-Regular.woff"] },
];

/** The tables of a WOFF 1 file (W3C WOFF File Format 1.0, section 4), inflated. */
function tablesOf(file) {
  if (file.toString("latin1", 0, 4) !== "wOFF") throw new Error("not a WOFF 1 file");
  const tables = {};
  for (let k = 0; k < file.readUInt16BE(12); k++) {
    const at = 44 + 20 * k;
    const [offset, packed, size] = [4, 8, 12].map((shift) => file.readUInt32BE(at + shift));
    const data = file.subarray(offset, offset + packed);
    tables[file.toString("latin1", at, at + 4)] = packed < size ? inflateSync(data) : data;
  }
  return tables;
}

/** Character to glyph, from a format 4 subtable (OpenType, cmap). */
function* characters(cmap) {
  const subtables = Array.from({ length: cmap.readUInt16BE(2) }, (_, k) => cmap.readUInt32BE(8 + 8 * k));
  const at = subtables.find((offset) => cmap.readUInt16BE(offset) === 4);
  const segments = cmap.readUInt16BE(at + 6) / 2;
  const word = (block, k) => cmap.readUInt16BE(at + 14 + 2 * k + block * 2 * segments + (block > 0 ? 2 : 0));
  for (let k = 0; k < segments; k++) {
    const [end, start, delta, range] = [0, 1, 2, 3].map((block) => word(block, k));
    for (let code = start; code <= end && code !== 0xffff; code++) {
      const place = at + 16 + 2 * k + 6 * segments + range + 2 * (code - start);
      const glyph = range === 0 ? code + delta : cmap.readUInt16BE(place) + delta;
      yield [code, glyph & 0xffff];
    }
  }
}

function widthsOf(path) {
  const { cmap, head, hhea, hmtx } = tablesOf(readFileSync(resolve(path)));
  const unitsPerEm = head.readUInt16BE(18), metrics = hhea.readUInt16BE(34);
  const advance = (glyph) => hmtx.readUInt16BE(4 * Math.min(glyph, metrics - 1)) / unitsPerEm;
  return [...characters(cmap)].filter(([, glyph]) => glyph !== 0).map(([code, glyph]) => [String.fromCodePoint(code), Number(advance(glyph).toFixed(3))]);
}

for (const { out, family, files } of FACES) {
  const widths = Object.fromEntries(files.flatMap(widthsOf).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(new URL(`../src/figure/fonts/${out}.json`, import.meta.url), `${JSON.stringify({ family, fallback: 0.55, widths })}\n`);
  console.log(`${out}: ${Object.keys(widths).length} characters`);
}
