import { test } from "node:test";
import assert from "node:assert/strict";
import fc from "fast-check";
import { ansiRuns, withoutAnsi } from "../../src/report/ansi.js";

test("colours and weights hold until they are taken back", () => {
  assert.deepEqual(ansiRuns("a\u001b[31mb\u001b[1mc\u001b[39md\u001b[0me\u001b[92mf"), [
    { text: "a", styles: [] }, { text: "b", styles: ["red"] }, { text: "c", styles: ["red", "bold"] }, { text: "d", styles: ["bold"] }, { text: "e", styles: [] }, { text: "f", styles: ["bright-green"] },
  ]);
});

test("every other sequence and control character is dropped, tabs and line breaks stay", () => {
  assert.equal(withoutAnsi("a\u001b[2Kb\u001b]8;;http://x\u0007c\u001b(d\u0000e\tf\ng\u009b"), "abc(de\tf\ng");
});

test("nothing of what is left is a control character (seed 7)", () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom("\u001b", "[", "3", "1", ";", "m", "a", "\u0007", "]", "\n") }), (text) => !/[\u0000-\u0008\u000b-\u001f]/.test(withoutAnsi(text))), { seed: 7 }); // eslint-disable-line no-control-regex
});

test("colours behind letters, of the palette and of any mixture, by the nearest name", () => {
  const styled = (codes: string): readonly string[] => ansiRuns(`\u001b[${codes}ma`)[0]!.styles;
  assert.deepEqual(styled("41;97"), ["on-red", "bright-white"]);
  assert.deepEqual([styled("38;5;9"), styled("38;5;208"), styled("38;5;240"), styled("48;5;21")], [["bright-red"], ["yellow"], [], ["on-blue"]]);
  assert.deepEqual([styled("38;2;120;0;200"), styled("38;2;0;200;90;1"), styled("1;38;2;90;90;95")], [["magenta"], ["green", "bold"], ["bold"]]);
  assert.deepEqual(styled("7;3"), ["inverse", "italic"]);
  assert.deepEqual(ansiRuns("\u001b[31;44ma\u001b[49mb\u001b[39mc").map(({ styles }) => styles), [["red", "on-blue"], ["red"], []]);
});
