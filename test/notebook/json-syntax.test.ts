import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { describeLoss } from "../../src/notebook/json-losses.js";
import { findSyntaxFault, lineAndColumn } from "../../src/notebook/json-syntax.js";

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe("where a text stops being JSON", () => {
  for (const [text, offset, expected] of [
    ["", 0, "a value"],
    ["{", 1, "a key in double quotes"],
    ['{"a" 1}', 5, '":" after a key'],
    ['{"a": 1,}', 8, "a key in double quotes"],
    ['{"a": 1 "b": 2}', 8, '"," or "}"'],
    ["[1, 2", 5, '"," or "]"'],
    ["[1, 2}", 5, '"," or "]"'],
    ["[01]", 1, "a value"],
    ["[1.]", 1, "a value"],
    ["[nul]", 1, "a value"],
    ["[nulll]", 1, "a value"],
    ["{'a': 1}", 1, "a key in double quotes"],
    ['["a\nb"]', 1, "a string that ends on its line, with valid escapes"],
    ['["\\x"]', 1, "a string that ends on its line, with valid escapes"],
    ["{} {}", 3, "the end of the file"],
    ["// note\n{}", 0, "a value"],
  ] as const) {
    it(JSON.stringify(text), () => assert.deepEqual(findSyntaxFault(text), { offset, expected }));
  }

  it("after a string of many megabytes", () => {
    const long = `"${"\\n".repeat(10e6)}"`;
    assert.deepEqual(findSyntaxFault(`[${long} 1]`), { offset: long.length + 2, expected: '"," or "]"' });
    assert.equal(describeLoss(`{"a": ${long}, "b": [${long}]}`), null);
    assert.match(describeLoss(`{"a": ${long},\n"a": 1}`)!, /^line 2, column 1: the key "a" stands twice/);
  });

  it("agrees with JSON.parse on JSON", () => {
    fc.assert(fc.property(fc.json({ maxDepth: 4 }), fc.constantFrom(undefined, 1, "\t"), (text, indent) => assert.equal(findSyntaxFault(JSON.stringify(JSON.parse(text), null, indent)), null)));
  });

  it("agrees with JSON.parse on damaged JSON", () => {
    const damage = fc.tuple(fc.json({ maxDepth: 3 }), fc.nat(), fc.nat({ max: 3 }), fc.constantFrom("", ",", "}", "]", "{", "[", '"', "\\", "-", "0", ".", "e", "\n", "x", ":", "u", "\u0001"));
    fc.assert(
      fc.property(damage, ([text, at, removed, inserted]) => {
        const start = at % (text.length + 1);
        const damaged = text.slice(0, start) + inserted + text.slice(start + removed);
        assert.equal(findSyntaxFault(damaged) === null, isJson(damaged), damaged);
      }),
      { numRuns: 2000 },
    );
  });

  it("is told as line and column", () => assert.deepEqual([lineAndColumn("ab\ncd", 0), lineAndColumn("ab\ncd", 4)], [{ line: 1, column: 1 }, { line: 2, column: 2 }]));
});
