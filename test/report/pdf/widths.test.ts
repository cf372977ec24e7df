import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { compile } from "../../../src/report/pdf/compile.js";
import { treeTypst } from "../../../src/report/pdf/maths.js";
import { mathTree } from "../../../src/report/pdf/mathml.js";
import { inlinesWidth, widthOf, wordsWidth } from "../../../src/report/pdf/widths.js";
import { liftMacros, liftTags, texError, withMacros } from "../../../src/report/tex.js";
import { MATHS_CASES } from "./maths-cases.js";
import { text } from "./sample-report.js";

/** Every display of the notebooks, as the report sets it. */
function displays(): readonly string[] {
  const names = readdirSync("notebooks").filter((name) => name.endsWith(".ipynb"));
  const sources = names.flatMap((name) => (JSON.parse(readFileSync(`notebooks/${name}`, "utf8")) as { readonly cells: readonly { readonly source: string | readonly string[] }[] }).cells.map(({ source }) => [source].flat().join("")));
  const found = sources.flatMap((source) => source.match(/\$\$[^$]+\$\$/g) ?? []).map((display) => {
    const { tex, macros } = liftMacros(display.slice(2, -2), new Map());
    return withMacros(liftTags(tex).tex, macros);
  });
  return found.filter((tex) => texError(tex, true) === null);
}

test("no formula is wider than is said", () => {
  const formulas = [...MATHS_CASES, ...displays().map((tex) => ({ title: tex, tex, display: true }))];
  assert.ok(formulas.length > 100);
  // Typst measures each, and names those that are wider.
  const checks = formulas.map(({ tex, display }, k) => {
    const tree = mathTree(tex, display);
    return `#context { let width = measure($${display ? `display(${treeTypst(tree)})` : treeTypst(tree)}$).width; assert(width <= ${widthOf(tree).toFixed(3)} * 10pt, message: "formula ${k}: " + repr(width)) }`;
  });
  compile(`#set text(size: 10pt)\n#set page(width: auto)\n${checks.join("\n")}`, new Map());
});

test("most displays of the report are known to fit the column", () => {
  const wide = displays().filter((tex) => widthOf(mathTree(tex, true)) > 36);
  assert.ok(wide.length < displays().length / 4, wide.join("\n"));
});

test("text is as wide as its face, code as its own, an image of unknown width", () => {
  const formulaWidth = (): number => 2;
  assert.equal(inlinesWidth([text("12")], formulaWidth), 1);
  assert.equal(inlinesWidth([{ kind: "code", text: "12" }], formulaWidth), 0.99);
  assert.equal(inlinesWidth([{ kind: "maths", tex: "x" }, { kind: "emphasis", children: [text("12")] }], formulaWidth), 3);
  assert.equal(inlinesWidth([{ kind: "image", source: "data:,", alt: "" }], formulaWidth), Infinity);
});

test("what is broken over lines is as wide as its longest word", () => {
  const words = (inline: Parameters<typeof wordsWidth>[0][number], formula = 2): number => wordsWidth([inline], () => formula);
  assert.equal(words(text("1 12 1-2")), 1);
  assert.equal(words({ kind: "strong", children: [text("1 12")] }), 1.18);
  assert.equal(words({ kind: "code", text: "flatten → fullyConnected → relu" }), words({ kind: "code", text: "fullyConnected" }));
  assert.equal(words({ kind: "code", text: "fullyConnected.backwardsOf(weights)" }), words({ kind: "code", text: "Connected." }));
  assert.equal(words({ kind: "code", text: "{".repeat(100) }), words({ kind: "code", text: "{".repeat(24) }));
  assert.ok(words(text("✓ holds")) > words(text("holds")), "a mark stays with its word");
  assert.equal(words(text("x".repeat(150))), words(text("x".repeat(24))));
  assert.ok(words(text("x".repeat(39))) > words(text("x".repeat(38))), "a name that a line has room for is not broken");
  assert.equal(words({ kind: "maths", tex: "x" }), 2);
  assert.equal(words({ kind: "maths", tex: "x" }, 30), 7);
  assert.equal(words({ kind: "break" }), 0);
});
