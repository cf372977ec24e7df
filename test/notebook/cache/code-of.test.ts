import assert from "node:assert/strict";
import { test } from "node:test";
import { codeOf } from "../../../src/notebook/cache/code-of.js";

for (const [text, expected] of [
  ["a // process\nb", "a  \nb"],
  ["a /* process\n */ b", "a   b"],
  [`f("http://x", process)`, `f("", process)`],
  [`'it\\'s' + "a\\\nb" + c`, `"" + "" + c`],
  ["`text ${a + `in ${b} it`} process` + c", "`${a + `${b}`}` + c"],
  ["`${{ a: { b } }} text`", "`${{ a: { b } }}`"],
  [`x.split(/["'/*]/g).map(f) // "`, "x.split().map(f)  "],
  [`a / b + "c" / d`, `a / b + "" / d`],
  [`return /[/"]\\/"/.test(process)`, "return .test(process)"],
  [`"never closed\nprocess`, `"never closed\nprocess`],
] as const) {
  test(`${JSON.stringify(text)} has the code ${JSON.stringify(expected)}`, () => assert.equal(codeOf(text), expected));
}

test("strings may stay", () => assert.equal(codeOf("import 'x' // of 'y'\n`a ${b} c`", { keepsStrings: true }), "import 'x'  \n`a ${b} c`"));
