import { test } from "node:test";
import assert from "node:assert/strict";
import { cleanSvg } from "../../src/figure/clean-svg.js";

const clean = (inner: string): string => /^<svg[^>]*?(?:\/>|>(.*)<\/svg>)$/s.exec(cleanSvg(`<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10">${inner}</svg>`, "p-"))![1] ?? "";

test("what draws stays", () => {
  assert.equal(clean('<g transform="translate(1,2)"><path d="M0,0L1,1" style="stroke: red"></path></g>').replace(/ ?\/>|><\/path>/, "/>"), '<g transform="translate(1,2)"><path d="M0,0L1,1" style="stroke: red"/></g>');
});

/** Hostile content and what is left of it. */
const HOSTILE: readonly (readonly [inner: string, left: RegExp])[] = [
  ["<script>alert(1)</script>", /^$/],
  ["<foreignObject><iframe src=x></iframe></foreignObject>", /^$/],
  ['<a href="javascript:alert(1)"><rect/></a>', /^$/],
  ['<text><a href="javascript:alert(1)">label</a></text>', /^<text>label<\/text>$/],
  ['<rect onclick="alert(1)"/>', /^<rect ?(\/>|><\/rect>)$/],
  ['<image href="https://evil.example/x.png"/>', /^<image ?(\/>|><\/image>)$/],
  ['<image href="data:image/svg+xml;base64,AAAA"/>', /^<image ?(\/>|><\/image>)$/],
  ['<rect style="fill:url(https://evil.example)"/>', /^<rect ?(\/>|><\/rect>)$/],
  ["<style>rect{fill:url(https://evil.example)}</style>", /^$/],
  ['<animate attributeName="href" values="javascript:1"/>', /^$/],
  ['<use href="data:image/svg+xml,x"/>', /^$/],
];

test("what runs or fetches goes", () => {
  for (const [inner, left] of HOSTILE) assert.match(clean(inner), left, inner);
});

test("ids are renamed in order, with what points to them", () => {
  const svg = clean('<defs><clipPath id="uid123"><rect/></clipPath></defs><rect clip-path="url(#uid123)"/><rect clip-path="url(#gone)"/>');
  assert.match(svg, /<clipPath id="p-1">/);
  assert.match(svg, /url\(#p-1\)[\s\S]*url\(#p-none\)/);
});

test("an empty declaration goes: some readers drop all that follows it", () => {
  assert.match(clean('<rect style="stroke-dasharray:;fill:red"/>'), /style="fill:red"/);
});

test("a picture without one gets a viewBox; what is no SVG is refused", () => {
  assert.match(cleanSvg('<svg width="10px" height="20px"><rect/></svg>', ""), /viewBox="0 0 10 20"/);
  assert.throws(() => cleanSvg("<p>no</p>", ""), { message: "the picture is no SVG: there is no <svg> in it" });
});

test("a colour is no reference", () => {
  assert.match(clean('<rect fill="#0072B2" stroke="#abc" style="fill: #123456"/>'), /^<rect fill="#0072B2" stroke="#abc" style="fill: #123456"/);
});
