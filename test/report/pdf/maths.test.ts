import { test } from "node:test";
import assert from "node:assert/strict";
import fc from "fast-check";
import { compile } from "../../../src/report/pdf/compile.js";
import { mathsTypst } from "../../../src/report/pdf/maths.js";
import { type MathNode, mathTree } from "../../../src/report/pdf/mathml.js";
import { MATHS_CASES } from "./maths-cases.js";

/** The pages of a formula alone; throws what Typst has against it. */
const setAlone = (source: string, display: boolean): number => compile(display ? `$ ${source} $` : `$${source}$`, new Map()).pdf.length;

test("every formula of the table of cases is set", () => {
  for (const { title, tex, display } of MATHS_CASES) {
    assert.doesNotThrow(() => setAlone(mathsTypst(tex, display), display), title);
  }
});

test("between the words of a long condition stands one formula, whose signs keep their distance", () => {
  const source = mathsTypst(String.raw`\begin{cases} 1 & \text{if the value of the variable is such that } 0 \le x \text{ holds} \\ 0 & \text{otherwise} \end{cases}`, true);
  assert.ok(source.includes('[#"if the value of the variable is such that ";$"0"\\u{2264}\\u{78}$#" holds";]'), source);
});

/** Letters and digits, sorted: a script may come before or after another. */
const letters = (text: string): string => [...text.normalize("NFD").replace(/[^\p{Lu}\p{Ll}\p{N}]/gu, "")].sort().join("");
const lettersOf = (node: MathNode): string => node.text + node.children.map(lettersOf).join("");
/** The text in Typst source: escapes and string literals that are no names of classes or colours. */
const textIn = (source: string): string =>
  [...source.replace(/(class|rgb)\("[^"]*"/g, "").matchAll(/\\u\{([0-9a-f]+)\}|"((?:[^"\\]|\\.)*)"/g)].map(([, code, text]) => (code === undefined ? text! : String.fromCodePoint(parseInt(code, 16)))).join("");

test("every letter of every formula arrives", () => {
  for (const { title, tex, display } of MATHS_CASES) {
    assert.equal(letters(textIn(mathsTypst(tex, display))), letters(lettersOf(mathTree(tex, display))), title);
  }
});

test("signs arrive where they stood", () => {
  const rows: readonly (readonly [tex: string, text: string])[] = [
    ["a - b = c", "a−b=c"],
    ["x \\overset{\\text{def}}{=} y", "x=defy"],
    ["\\left. a \\right|_{b}", "a|b"],
    ["\\begin{bmatrix} a & b \\\\ c & d \\end{bmatrix}", "[abcd]"],
    ["\\text{if } i \\ne j", "if\u00a0i≠j"],
  ];
  for (const [tex, expected] of rows) assert.equal(textIn(mathsTypst(tex, true)).normalize("NFC"), expected.normalize("NFC"), tex);
});

test("sums have their limits above and below in a display, beside in its fractions and in the text", () => {
  assert.match(mathsTypst("\\sum_{i} x", true), /^attach\(limits\(\\u\{2211\}\)/);
  assert.match(mathsTypst("\\frac{a}{\\sum_{i} x}", true), /,attach\(scripts\(\\u\{2211\}\)/);
  assert.match(mathsTypst("\\sum_{i} x", false), /^attach\(scripts\(\\u\{2211\}\)/);
});

test("an equals sign that begins a line of aligned keeps its distance", () => {
  assert.match(mathsTypst("\\begin{aligned} a &= b \\\\ &= c \\end{aligned}", true), /&display\(""\\u\{3d\}/);
});

test("signs made of others keep the distance of a relation or of an operation", () => {
  assert.match(mathsTypst("x \\overset{?}{=} y", true), /class\("relation",attach/);
  assert.match(mathsTypst("a \\bmod n", true), /class\("binary",/);
  assert.match(mathsTypst("\\|x\\|", true), /^class\("normal",\\u\{2016\}\)/);
});

test("no text of a formula is read as Typst's syntax", () => {
  const names = ["#eval", "$x$", "*/", "//", "\"", "\\", "];[", "&", "^_'", "<label>", "@ref", "\u0000\u2028"];
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constantFrom(...names), fc.string({ maxLength: 3 })), { maxLength: 6 }), (parts) => {
      const tex = `\\text{${parts.join("").replace(/[\\{}$%#&^_~]/g, (sign) => ({ "\\": "\\textbackslash ", "^": "\\textasciicircum ", "~": "\\textasciitilde " })[sign] ?? `\\${sign}`)}}`;
      let source: string;
      try {
        source = mathsTypst(tex, false);
      } catch (error) {
        assert.equal((error as Error).name, "ParseError"); // KaTeX reads no control characters
        return;
      }
      assert.ok(setAlone(source, false) > 0);
    }),
    { seed: 7, numRuns: 60 },
  );
});

test("what has no form in Typst is refused by name, never left out", () => {
  assert.throws(() => mathsTypst("\\phase{-78^\\circ}", true), { message: 'the formula has an enclosure "phasorangle", which the PDF cannot set yet' });
  assert.throws(() => mathsTypst("\\angl{n}", true), { message: 'the formula has an enclosure "actuarial", which the PDF cannot set yet' });
});
