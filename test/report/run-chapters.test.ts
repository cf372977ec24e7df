import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runningOrder } from "../../src/report/run-chapters.js";
import { code, notebook, prose } from "../notebook/notebooks.js";

const chapter = (path: string, letters: number) => ({ path, file: `/${path}`, notebook: notebook([prose("x".repeat(9000)), code("x".repeat(letters))]) });
const chapters = [chapter("a", 1000), chapter("b", 3000), chapter("c", 2000)];

describe("notebooks are begun", () => {
  for (const [title, seconds, order] of [
    ["by how much code they have, where nothing is known of their time", {}, [1, 2, 0]],
    ["by the time that they took", { a: 5, b: 1, c: 3 }, [0, 2, 1]],
    ["in their order, where they are alike", { a: 1, b: 1, c: 1 }, [0, 1, 2]],
    ["by both, where some are known", { a: 2.5 }, [1, 0, 2]],
  ] as const) {
    it(title, () => assert.deepEqual(runningOrder(chapters, (path) => (seconds as { readonly [path: string]: number })[path] ?? null), order));
  }
});
