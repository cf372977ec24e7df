import assert from "node:assert/strict";
import { test } from "node:test";
import { imageGrid } from "../../src/display/index.js";

test("images stand side by side with a gap, row after row", () => {
  const { data } = imageGrid([[[1, 0]], [[0.5, 1]], [[0, 0.25]]], { columns: 2 });
  assert.deepEqual(data[0]!["z"], [
    [null, null, null, null, null], [1, 0, null, 0.5, 1],
    [null, null, null, null, null], [0, 0.25, null, null, null],
  ]);
});

test("titles stand above; signed entries get a scale centred at 0", () => {
  const { data, layout } = imageGrid([[[1, -3]]], { titles: ["a"], isSigned: true });
  assert.deepEqual([data[0]!["zmin"], data[0]!["zmax"]], [-3, 3]);
  assert.deepEqual((layout!["annotations"] as readonly { readonly text: string }[]).map(({ text }) => text), ["a"]);
});

test("the tiles fill the figure's width, and its height is theirs", () => {
  for (const isSigned of [false, true]) {
    const { data, layout } = imageGrid(Array.from({ length: 12 }, () => [[1, 0, 1], [0, 1, 0]]), { isSigned });
    const z = data[0]!["z"] as readonly (readonly unknown[])[], { l, r, t, b } = layout!["margin"] as { readonly [side: string]: number };
    const [width, height] = [640 - l! - r!, (layout!["height"] as number) - t! - b!];
    assert.ok(Math.abs(height - (width * z.length) / z[0]!.length) < 1, `${width} × ${height}`);
  }
});

test("errors in full", () => {
  assert.throws(() => imageGrid([]), { message: "imageGrid: at least one image is needed" });
  assert.throws(() => imageGrid([[[1]], [[1, 2]]]), { message: "imageGrid: image 1 is 1 × 1 and image 2 is 1 × 2; all must be equally large" });
  assert.throws(() => imageGrid([[[1]]], { titles: [] }), { message: "imageGrid: 1 images have 0 titles; each needs one" });
});
