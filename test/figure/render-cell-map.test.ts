/** A map of cells is drawn as a vector picture: no raster, nothing told by colour alone, the same bytes each time. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isCellMap } from "../../src/figure/cell-map.js";
import { divergingColour, isDark } from "../../src/figure/diverging-colour.js";
import type { CellMap } from "../../src/figure/figure.js";
import { computerModern, stixTwoText } from "../../src/figure/fonts.js";
import { renderCellMap } from "../../src/figure/render-cell-map.js";

const small: CellMap = { title: "dL/dW: backward − numerical", rows: 2, columns: 3, rowTitle: "row", columnTitle: "column", alt: "a", cells: [{ row: 0, column: 1, value: 0.5, mark: "wrong" }, { row: 1, column: 2, value: -0.25, mark: "wrong" }] };
const words = (svg: string): readonly string[] => Array.from(svg.matchAll(/<text[^>]*>([^<]*)/g), ([, text = ""]) => text);
const count = (svg: string, part: string): number => svg.split(part).length - 1;

test("each wrong cell has its place, its colour and a cross; the legend says what they mean", () => {
  const svg = renderCellMap(small, stixTwoText);
  assert.deepEqual(words(svg), ["dL/dW: backward − numerical", "column", "1", "2", "3", "row", "1", "2", "too large by 0.5", "too small by 0.5", "agrees"]);
  assert.ok(svg.includes(`fill: ${divergingColour(1)}`) && svg.includes(`fill: ${divergingColour(-0.5)}`));
  assert.equal(count(svg, "stroke-width: 1.4"), 4); // two cells, two entries of the legend
  assert.ok(!svg.includes("<image"));
  assert.equal(svg, renderCellMap(small, stixTwoText));
});

test("the legend tells only what is there", () => {
  const { cells: [first] } = small;
  assert.deepEqual(words(renderCellMap({ ...small, cells: [first!] }, stixTwoText)).slice(8), ["too large by 0.5", "agrees"]);
  assert.deepEqual(words(renderCellMap({ ...small, cells: [{ ...first!, value: null }, { ...first!, row: 1, mark: "undecided" }] }, stixTwoText)).slice(8), ["?", "not a number", "?", "undecided", "agrees"]);
});

test("cells too small for a mark get a ring around them", () => {
  const svg = renderCellMap({ ...small, rows: 128, columns: 100 }, stixTwoText);
  assert.equal(count(svg, "<circle"), 4);
  assert.equal(count(svg, "stroke-width: 1.4"), 0);
  assert.deepEqual(words(svg).slice(1, 6), ["column", "1", "20", "30", "40"]);
});

test("each medium has its own face, and texts are escaped", () => {
  assert.ok(renderCellMap(small, computerModern).includes(`font-family: ${computerModern.family}`));
  assert.deepEqual(words(renderCellMap({ ...small, title: "<script>" }, stixTwoText))[0], "&#60;script&#62;");
});

test("colours: blue, almost white, red; white is written on the dark ends", () => {
  assert.deepEqual([-1, -0.5, 0, 1, 7].map(divergingColour), ["#2166ac", "#92c5de", "#f7f7f7", "#b2182b", "#b2182b"]);
  assert.deepEqual(["#2166ac", "#b2182b", "#92c5de", "#f7f7f7"].map(isDark), [true, true, false, false]);
});

test("what only claims to be a map is none", () => {
  assert.ok(isCellMap(small));
  const [cell] = small.cells;
  for (const bad of [null, {}, { ...small, rows: 0 }, { ...small, rows: 1e6 }, { ...small, title: 1 }, { ...small, cells: [{ ...cell, row: 2 }] }, { ...small, cells: [{ ...cell, value: "x" }] }, { ...small, cells: [{ ...cell, mark: "x" }] }, { ...small, cells: [null] }]) assert.ok(!isCellMap(bad), JSON.stringify(bad));
});
