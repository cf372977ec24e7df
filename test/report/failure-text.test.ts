import assert from "node:assert/strict";
import { test } from "node:test";
import { failureText } from "../../src/report/failure-text.js";

const failure = { kind: "failure", title: "t", message: "m", excerpt: null, where: "w" } as const;

test("a repair stands after the message under its words; a failure without one is its message", () => {
  assert.equal(failureText({ ...failure, repair: { words: "a transpose is missing", tex: "y = W^T x" } }), "m\nRepair: a transpose is missing\ny = W^T x");
  assert.equal(failureText(failure), "m");
});
