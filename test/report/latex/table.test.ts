/** Tables of a LaTeX article keep within the page. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { table } from "../../../src/report/latex/table.js";
import { PictureFiles } from "../../../src/report/picture-files.js";
import type { Inline } from "../../../src/report/model.js";

const text = (words: string): readonly Inline[] => [{ kind: "text", text: words }];
const latexOf = (...rows: readonly (readonly (readonly Inline[])[])[]): string =>
  table({ kind: "table", number: null, id: null, caption: [], columns: rows[0]!.map((_, k) => ({ align: "left", head: text(`c${k}`) })), rows }, { pictures: new PictureFiles((bytes) => bytes), targets: new Set() });

test("a narrow table has its own widths, in the size of small text", () => {
  assert.match(latexOf([text("a"), text("b")]), /^\{\\small\n\\begin\{longtable\}\{@\{\}ll@\{\}\}/);
});

test("rows of fractions keep their distance", () => {
  assert.match(latexOf([[{ kind: "maths", tex: "\\frac{a}{b}" }]]), /^\{\\small\\renewcommand\{\\arraystretch\}\{1\.4\}\n/);
});

test("wide columns have lines of their own, which leave the narrow ones their room", () => {
  const latex = latexOf([text("1, 17"), [{ kind: "code", text: "fullyConnectedSample" }], text("backward.X"), text("✓ right"), text("✓ right"), text("✓ agree"), text("latex.backward.X holds (exact); backward agrees to 1e-16")]);
  const [, size, spec] = /^\{\\(\w+)\n\\begin\{longtable\}\{@\{\}(.*)@\{\}\}/.exec(latex)!;
  assert.equal(size, "footnotesize");
  assert.match(spec!, /^llllll>\{\\raggedright\\arraybackslash\}p\{0\.\d\d\\linewidth\}$/);
  const share = Number(/p\{(0\.\d\d)/.exec(spec!)![1]);
  // 23 letters of code, and 5 + 10 + 7 + 7 + 7 more, with six gaps, in a line of 92
  assert.ok(share >= 0.15 && share <= 1 - (23 + 36 + 6 * 2.7) / 92, String(share));
});
