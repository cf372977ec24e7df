import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { ANSI_INK } from "../../../src/derivation/print/index.js";
import { printText } from "../../../src/derivation/print/print-text.js";
import { underlinedLine } from "../../../src/derivation/print/underlined-line.js";
import { checkedText, inNotebook, sample } from "./sample.js";

test("each problem with its place, its line, what each side gives and what mends it; quieter things after; one line sums up", () => {
  assert.equal(printText([sample()]), String.raw`notes.md, line 3, column 19 (2): the two sides differ
  3 | $$\frac{dL}{db} = x = 2x \tag{2}$$
    |                   ^
  the left side gives 1, the right side gives 2 (m = 2; i = 1)
  the step after it only inherits the mistake
  it holds with y:
    \frac{dL}{db} = y = 2x \tag{2}

notes.md, line 3, column 23 (2): the two sides differ
  3 | $$\frac{dL}{db} = x = 2x \tag{2}$$
    |                       ^^
  it only inherits the mistake of an earlier step

notes.md, line 4, column 7 (3): unchecked: '\zeta' is declared nowhere
  4 | $$a = \zeta \tag{3}$$
    |       ^^^^^
  the same at line 5

notes.md, line 2, column 19 (1): note: read as a column
notes.md, line 6, column 1 (5): not checked, because it is "homework" <of week 3>

✗ notes.md: 5 equations, 1 holds (1 exactly), 1 fails, 2 unchecked, 1 waived, 1 definition
`);
});

test("in a notebook cells are named, counted from 1", () => {
  assert.match(printText([inNotebook()]), /^n\.ipynb, cell 3, line 3, column 19 \(2\): the two sides differ\n {2}3 \| \$\$/);
});

test("a good document is one line; several are summed up", () => {
  const good = checkedText("good.md", "Let $a, b \\in \\mathbb{R}$.\n\n$$(a + b)^2 = a^2 + 2ab + b^2$$\n");
  assert.equal(printText([good]), "✓ good.md: 1 equation, 1 holds (1 exactly), 0 fail, 0 unchecked, 0 definitions\n");
  const empty = checkedText("empty.md", "Words.\n");
  assert.equal(printText([good, empty]), "✓ good.md: 1 equation, 1 holds (1 exactly), 0 fail, 0 unchecked, 0 definitions\n✓ empty.md: no equations\n2 documents: 1 equation, 1 holds (1 exactly), 0 fail, 0 unchecked, 0 definitions\n");
});

test("colours: red where it fails, and nothing else changes", () => {
  const coloured = printText([sample()], { ink: ANSI_INK });
  assert.ok(coloured.startsWith("\x1b[1mnotes.md, line 3, column 19 (2)\x1b[22m: \x1b[31mthe two sides differ\x1b[39m\n"));
  // eslint-disable-next-line no-control-regex
  assert.equal(coloured.replace(/\x1b\[\d+m/g, ""), printText([sample()]));
});

test("a repair over several lines shows the line that it changes", () => {
  const { source, checked } = sample();
  const failing = checked.equations[2]!;
  const problem = { ...failing.problems[0]!, suggestion: { latex: "a \\\\\n  = b - c", message: "the sign is wrong" } };
  const printed = printText([{ source, checked: { ...checked, equations: [{ ...failing, latex: "a \\\\\n  = b + c", problems: [problem] }] } }]);
  assert.match(printed, /\n {2}the sign is wrong:\n {4}= b - c\n/);
});

test("an equation that fails without a word is told all the same", () => {
  const { source, checked } = sample();
  const printed = printText([{ source, checked: { ...checked, equations: [{ ...checked.equations[2]!, problems: [] }] } }]);
  assert.match(printed, /^notes\.md, line 3, column 1 \(2\): it does not hold\n/);
});

const LINES: readonly (readonly [title: string, line: string, start: number, length: number, width: number, text: string, marks: string])[] = [
  ["as it stands", "a = b", 4, 1, 80, "a = b", "    ^"],
  ["to the end of the line, where the span goes on", "a = b", 4, 100, 80, "a = b", "    ^"],
  ["at the end, where something is missing", "a =", 3, 1, 80, "a =", "   ^"],
  ["a tab is one blank", "\ta = b", 5, 1, 80, " a = b", "     ^"],
  ["wide characters take two columns", "設 a = b", 6, 1, 80, "設 a = b", "       ^"],
  ["a letter with a combining accent takes one", "e\u0301 = b", 5, 1, 80, "e\u0301 = b", "    ^"],
  ["cut at both ends", "0123456789abcdefghij", 10, 2, 10, "…789abcde…", "    ^^"],
];
for (const [title, line, start, length, width, text, marks] of LINES) {
  test(`underlined: ${title}`, () => assert.deepEqual(underlinedLine(line, start, length, width), { text, marks }));
}

test("whatever is underlined, it fits and the marks stand below it", () => {
  fc.assert(fc.property(fc.string({ maxLength: 200, unit: fc.constantFrom("a", "\\", " ", "=") }), fc.nat(220), fc.nat(220), fc.integer({ min: 20, max: 100 }), (line, start, length, width) => {
    const { text, marks } = underlinedLine(line, start, length, width);
    assert.ok(text.length <= width, text);
    assert.match(marks, /^ *\^+$/);
    assert.ok(marks.length <= text.length + 1, `${text}\n${marks}`);
  }));
});

test("what the equations of a document wait for is told once, most wanted first", () => {
  const text = printText([checkedText("notes.md", "$$y = A x$$\n\n$$\\frac{dy}{dx} = A \\tag{1}$$\n\n$$a^T x = y + u \\tag{2}$$\n")]);
  assert.match(text, /\nDeclare x, A, a, u: 2 equations wait for them\.\n\n\? notes\.md: /);
  assert.doesNotMatch(printText([checkedText("one.md", "$$y = A x$$\n\n$$\\frac{dy}{dx} = A \\tag{1}$$\n")]), /Declare/);
});
