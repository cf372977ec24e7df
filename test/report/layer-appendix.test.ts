import assert from "node:assert/strict";
import { test } from "node:test";
import { layerAppendix } from "../../src/report/layer-appendix.js";
import { verify, type Verification } from "../../src/report/verification.js";
import { textOf } from "../../src/report/walk.js";

const none: Verification = verify([]);
const check = {
  kind: "layer-check", layer: "relu", verdict: "fails", summary: "the paper is right and the code is wrong",
  parts: [
    { name: "forward", agree: true, paper: "right", code: "right", message: "forward equals latex.forward to 2e-16" },
    { name: "backward.X", agree: false, paper: "right", code: "wrong", message: "backward differs" },
    { name: "backward.b", agree: null, paper: "unknown", code: "unknown", message: "cannot be read" },
  ],
} as const;

test("each part of a layer three ways: the equation, the code, one against the other", () => {
  const table = layerAppendix({ ...none, layerChecks: [{ notebook: "a.ipynb", cell: 4, check }] }, () => 2).find((block) => block.kind === "table")!;
  assert.deepEqual(table.rows.map((row) => row.map(textOf)), [
    ["2, 5", "relu", "forward", "✓\u00a0right", "✓\u00a0right", "✓\u00a0agree", "forward equals latex.forward to 2e-16"],
    ["2, 5", "relu", "backward.X", "✓\u00a0right", "✗\u00a0wrong", "✗\u00a0differ", "backward differs"],
    ["2, 5", "relu", "backward.b", "?\u00a0unknown", "?\u00a0unknown", "?\u00a0unknown", "cannot be read"],
  ]);
});

test("no layer was held against its equations: no section", () => assert.deepEqual(layerAppendix(none, () => 1), []));
