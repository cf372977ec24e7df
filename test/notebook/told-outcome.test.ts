/** What the errors that a cell published come to. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { toldOutcome } from "../../src/notebook/run-cell.js";

const told = (...traceback: readonly string[]) => toldOutcome([{ output: { output_type: "error", ename: "ValueError", evalue: "deep", traceback }, note: null }]);

test("IPython's error has the innermost line of the cell that ran", () => {
  const frame = (cell: number, line: number): string => `\x1b[36mCell\x1b[39m\x1b[36m \x1b[39m\x1b[32mIn[${cell}]\x1b[39m\x1b[32m, line ${line}\x1b[39m\n\x1b[32m      1\x1b[39m code`;
  assert.deepEqual(told("\x1b[31m-----\x1b[39m", "Traceback (most recent call last)", frame(4, 5), frame(4, 3), "ValueError: deep"), { status: "error", name: "ValueError", message: "deep", line: 3 });
  assert.deepEqual(told(frame(4, 5), frame(2, 7), "ValueError: deep"), { status: "error", name: "ValueError", message: "deep", line: 5 }, "a function of another cell");
  assert.deepEqual(told("  \x1b[36mCell\x1b[39m \x1b[32mIn[1], line 2\x1b[39m\n    print(\n         ^", "SyntaxError: incomplete input"), { status: "error", name: "ValueError", message: "deep", line: 2 });
  assert.deepEqual(told("ValueError: deep"), { status: "error", name: "ValueError", message: "deep" });
});

test("a local module is named, a package and a call of another cell are not", () => {
  assert.deepEqual(told("Error: no", "    at check (/usr/lib/node_modules/x/index.js:3:1)", "    at f (lib/m.ts:5:9)", "    at In[1]:3:2"), { status: "error", name: "ValueError", message: "deep", module: "lib/m.ts, line 5" });
  assert.deepEqual(told("Error: no", "    at Proxy.given (In[1]:2:9)", "    at f (m.ts:5:9)", "    at In[3]:3:1"), { status: "error", name: "ValueError", message: "deep" });
});
