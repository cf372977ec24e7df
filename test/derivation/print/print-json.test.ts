import assert from "node:assert/strict";
import { test } from "node:test";
import { printJson } from "../../../src/derivation/print/print-json.js";
import { inNotebook, sample } from "./sample.js";

test("JSON is the contract's record: version, documents, summary", () => {
  const report = JSON.parse(printJson([sample(), inNotebook()])) as { version: number; documents: { path: string; equations: Record<string, unknown>[] }[]; summary: object };
  assert.equal(report.version, 1);
  assert.deepEqual(report.documents.map(({ path }) => path), ["notes.md", "n.ipynb"]);
  assert.deepEqual(report.summary, { claims: 6, holds: 1, fails: 2, unchecked: 2, waived: 1, definitions: 1 });
  assert.deepEqual(Object.keys(report.documents[1]!.equations[0]!), ["id", "tag", "cell", "line", "column", "latex", "kind", "verdict", "steps", "problems"]);
  assert.equal(report.documents[1]!.equations[0]!["cell"], 2, "cells count from 0 here");
});
