import assert from "node:assert/strict";
import { test } from "node:test";
import { withoutReturns } from "../../src/report/carriage-returns.js";

for (const [what, text, shown] of [
  ["text without returns stays", "a\nb", "a\nb"],
  ["what comes later covers what stood there", "10 %\r100 %\nnext", "100 %\nnext"],
  ["what it does not reach stays", "abcdef\rxy", "xycdef"],
  ["unless the line is erased", "abcdef\r\u001b[2Kxy", "xy"],
  ["a return before the line's end changes nothing", "a\r\nb\r\r\n", "a\nb\n"],
] as const) {
  test(what, () => assert.equal(withoutReturns(text), shown));
}

test("a million returns take no time", () => {
  assert.equal(withoutReturns(Array.from({ length: 1e6 }, (_, k) => String(k)).join("\r")), "999999");
});
