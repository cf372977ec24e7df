import { test } from "node:test";
import assert from "node:assert/strict";
import fc from "fast-check";
import { highlight } from "../../src/report/highlight.js";

test("keywords, strings, numbers and comments are told apart", () => {
  const scopes = Object.fromEntries(highlight('const a = "x"; // note\nreturn 12', "typescript").map(({ text, scope }) => [text, scope]));
  assert.deepEqual([scopes["const"], scopes['"x"'], scopes["12"], scopes["// note"]], ["keyword", "string", "number", "comment"]);
});

test("a language that is not known is plain", () => {
  assert.deepEqual(highlight("const a", "nope"), [{ text: "const a", scope: null }]);
  assert.deepEqual(highlight("", "typescript"), []);
});

test("the tokens are the code again (seed 7)", () => {
  fc.assert(fc.property(fc.string(), fc.constantFrom("typescript", "json", "latex", "nope"), (code, language) => highlight(code, language).map(({ text }) => text).join("") === code), { seed: 7 });
});
