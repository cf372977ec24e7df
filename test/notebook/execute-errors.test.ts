import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import type { CellOutcome, ErrorOutput, ExecutedNotebook } from "../../src/notebook/index.js";
import { executeNotebook } from "../../src/notebook/index.js";
import { code, notebook, outputsOf, run, statuses, textOf } from "./notebooks.js";

interface Failure {
  readonly title: string;
  readonly source: string;
  readonly outcome: Partial<Extract<CellOutcome, { status: "error" }>>;
  readonly traceback: readonly string[];
}

/** All in one notebook; cells before the first `source` define what they use. */
const failures: readonly Failure[] = [
  {
    title: "an error in a function of the same cell",
    source: `interface Point { x: number; y: number }

type Pair = [Point, Point]
function norm(p: Point): number {
  if (p.x < 0) throw new RangeError("x is negative")
  return Math.hypot(p.x, p.y)
}
const fine = norm({ x: 1, y: 2 })
norm({ x: -1, y: 2 })`,
    outcome: { name: "RangeError", message: "x is negative", line: 5, column: 22 },
    traceback: ["RangeError: x is negative", "    at norm (In[2]:5:22)", "    at In[2]:9:1"],
  },
  {
    title: "an error in a function of an earlier cell: the line is the caller's",
    source: `const two = 2

given(two)`,
    outcome: { name: "Error", message: "given 2", line: 3, column: 1 },
    traceback: ["Error: given 2", "    at Proxy.given (In[1]:2:9)", "    at In[3]:3:1"],
  },
  {
    title: "an error of a package: the line is the caller's",
    source: `import { Buffer } from "node:buffer"
JSON.parse("{")`,
    outcome: { name: "SyntaxError", line: 2, column: 6 },
    traceback: [],
  },
  {
    title: "two messages of the compiler",
    source: `const ok = 1
  const wrong: number = "text"
let nested: { q: { r: number } } = { q: { r: "text" } }`,
    outcome: { name: "TypeScript error", message: "Type 'string' is not assignable to type 'number'. (and 1 more)", line: 2, column: 9 },
    traceback: ["2:9 - Type 'string' is not assignable to type 'number'.", "3:43 - Type 'string' is not assignable to type 'number'."],
  },
  {
    title: "a message of the compiler with its explanation",
    source: `const f: (x: number) => number = (x: string) => 1`,
    outcome: {
      name: "TypeScript error",
      message: "Type '(x: string) => number' is not assignable to type '(x: number) => number'. Types of parameters 'x' and 'x' are incompatible. Type 'number' is not assignable to type 'string'.",
      line: 1,
      column: 7,
    },
    traceback: [
      "1:7 - Type '(x: string) => number' is not assignable to type '(x: number) => number'.",
      "    Types of parameters 'x' and 'x' are incompatible.",
      "    Type 'number' is not assignable to type 'string'.",
    ],
  },
  {
    title: "a syntax error",
    source: `const a = (1`,
    outcome: { name: "TypeScript error", message: "')' expected.", line: 1, column: 13 },
    traceback: ["1:13 - ')' expected."],
  },
  {
    title: "a missing package",
    source: `\nimport nothing from "no-such-package"`,
    outcome: { name: "TypeScript error", message: "Cannot find module 'no-such-package' or its corresponding type declarations.", line: 2, column: 21 },
    traceback: ["2:21 - Cannot find module 'no-such-package' or its corresponding type declarations."],
  },
  {
    title: "a rejected promise that the cell awaits",
    source: `async function later() {
  await null
  throw new TypeError("too late")
}
await later()`,
    outcome: { name: "TypeError", message: "too late", line: 3, column: 9 },
    traceback: ["TypeError: too late", "    at later (In[9]:3:9)", "    at async In[9]:5:1"],
  },
  {
    title: "a rejected promise that nobody awaits",
    source: `const forgotten = Promise.reject(new Error("nobody cares"))`,
    outcome: { name: "Error", message: "nobody cares (in a promise; nothing handled it)", line: 1, column: 34 },
    traceback: ["Error: nobody cares", "    at In[10]:1:34"],
  },
  {
    title: "an error in a timer, after the cell",
    source: `const timer1 = setTimeout(function tick() { throw new Error("in a timer") }, 20)`,
    outcome: { name: "Error", message: "in a timer (after the cell; nothing caught it)", line: 1, column: 51 },
    traceback: ["Error: in a timer", "    at Timeout.tick (In[11]:1:51)"],
  },
  { title: "a thrown string", source: `throw "a string"`, outcome: { name: "Thrown string", message: "a string" }, traceback: ["'a string'"] },
  { title: "a thrown null", source: `throw null`, outcome: { name: "Thrown null", message: "null" }, traceback: ["null"] },
  { title: "a thrown object", source: `throw { code: 7 }`, outcome: { name: "Thrown Object", message: "{ code: 7 }" }, traceback: ["{ code: 7 }"] },
  {
    title: "a thrown object that cannot be shown",
    source: `throw new Proxy({}, { get() { throw new Error("no") }, getPrototypeOf() { throw new Error("no") } })`,
    outcome: { name: "Error", message: "{}" },
    traceback: [],
  },
  {
    title: "an error with a cause and properties",
    source: `throw Object.assign(new Error("outer", { cause: new RangeError("inner") }), { code: 7 })`,
    outcome: { name: "Error", message: "outer; caused by: inner", line: 1, column: 21 },
    traceback: ["Error: outer", "    at In[16]:1:21 {", "  code: 7,", "  [cause]: RangeError: inner", "      at In[16]:1:49", "}"],
  },
  {
    title: "an error of a class of one's own",
    source: `class ShapeError extends Error { override name = "ShapeError" }
throw new ShapeError("3 × 4 and 5 × 6")`,
    outcome: { name: "ShapeError", message: "3 × 4 and 5 × 6", line: 2, column: 7 },
    traceback: ["ShapeError: 3 × 4 and 5 × 6", "    at In[17]:2:7"],
  },
  {
    title: "an await that tslab does not see",
    source: `const many = [1, 2]

for await (const each of many) console.log(each)`,
    outcome: { name: "SyntaxError", message: `Unexpected reserved word (tslab does not see this "await"; it does where the cell begins with "await 0;")`, line: 3, column: 5 },
    traceback: ["SyntaxError: Unexpected reserved word", "    at In[18]:3:5"],
  },
  {
    title: "an error of that name which is thrown, in a line with await",
    source: `throw new SyntaxError(await Promise.resolve("mine"))`,
    outcome: { name: "SyntaxError", message: "mine", line: 1, column: 7 },
    traceback: [],
  },
  {
    title: "code that ends too early, read as the cell runs",
    source: `const three = 3
eval("three +")`,
    outcome: { name: "SyntaxError", message: "Unexpected end of input", line: 2, column: 1 },
    traceback: [],
  },
  {
    title: "an error after output: what was written stays, and the error is not among it",
    source: `console.log("before"); console.error("a warning"); throw new Error("after")`,
    outcome: { name: "Error", message: "after", line: 1, column: 58 },
    traceback: ["Error: after", "    at In[21]:1:58"],
  },
];

const first = code(`function given(x: number) {\n  throw new Error("given " + x)\n}\nconst defined = 1`);

describe("errors become data: name, message, and the cell's own line", () => {
  let executed: ExecutedNotebook;
  before(async () => {
    executed = await run([first, ...failures.map(({ source }) => code(source)), code("defined")], { keepGoing: true });
  });

  for (const [index, { title, outcome, traceback }] of failures.entries()) {
    it(title, () => {
      const cell = index + 1;
      assert.deepEqual({ ...executed.runs[cell]?.outcome, ...outcome }, executed.runs[cell]?.outcome);
      const errors = outputsOf(executed, cell).filter((output): output is ErrorOutput => output.output_type === "error");
      assert.equal(errors.length, 1);
      assert.equal(errors[0]?.ename, outcome.name);
      if (traceback.length > 0) assert.deepEqual(errors[0]?.traceback, traceback);
    });
  }

  it("no error is also written to stderr", () => {
    const written = executed.notebook.cells.map((_, cell) => textOf(executed, cell, "stderr")).join("");
    assert.equal(written, "a warning\n");
  });
  it("no cell after an error is dropped", () => {
    assert.equal(textOf(executed, failures.length + 1), "1\n");
    assert.equal(textOf(executed, failures.length), "before\n");
  });
});

describe("an error in a local module is told with the module's file and line, and the cell's line", () => {
  it("thrown, or found by the compiler", async () => {
    const cwd = realpathSync(mkdtempSync(join(tmpdir(), "modules-")));
    mkdirSync(join(cwd, "lib"));
    writeFileSync(join(cwd, "lib", "thrower.ts"), `interface Two {\n  a: number;\n}\n\nexport function thrower(two: Two) {\n  throw new Error("no " + two.a);\n}\n`);
    writeFileSync(join(cwd, "wrong.ts"), `export const wrong = 1;\n\nexport const text: string = wrong;\n`);
    const executed = await run([code(`import { thrower } from "./lib/thrower";\n\nthrower({ a: 1 })`), code(`const one = 1;\nimport { wrong } from "./wrong.js";\nwrong`)], { cwd, keepGoing: true });
    rmSync(cwd, { recursive: true });
    const errors = [0, 1].map((cell) => outputsOf(executed, cell)[0] as ErrorOutput);
    assert.deepEqual(executed.runs[0]?.outcome, { status: "error", name: "Error", message: "no 1", line: 3, column: 8, module: "lib/thrower.ts, line 6" });
    assert.deepEqual(errors[0]?.traceback.map((line) => line.replace(/:\d+(\)?)$/, "$1")), ["Error: no 1", "    at thrower (lib/thrower.ts:6)", "    at In[1]:3"], "from the notebook's folder, as it may be published");
    assert.deepEqual(executed.runs[1]?.outcome, { status: "error", name: "TypeScript error", message: "wrong.ts:3:14 Type 'number' is not assignable to type 'string'.", line: 2, column: 23 });
  });
});

it("a local module that cannot be read is told with its file and line, and the cell's line", async () => {
  const cwd = realpathSync(mkdtempSync(join(tmpdir(), "unread-")));
  mkdirSync(join(cwd, "lib"));
  writeFileSync(join(cwd, "lib", "es.js"), "export const a = 1;\nexport function b() {\n  return a +;\n}\n");
  writeFileSync(join(cwd, "lib", "common.cjs"), "exports.a = 1;\nexports.b = (;\n");
  writeFileSync(join(cwd, "throws.js"), `export function go() {\n\n  throw new Error("no");\n}\n`);
  const cells = [`const one = 1;\nimport { b } from "./lib/es.js";\nb()`, `const two = 2;\nconst c = require("./lib/common.cjs")`, `import { go } from "./throws.js"\ngo()`, `const d = eval("1 +;")`];
  const executed = await run(cells.map((source) => code(source)), { cwd, keepGoing: true });
  rmSync(cwd, { recursive: true });
  assert.deepEqual(executed.runs.map(({ outcome }) => outcome), [
    { status: "error", name: "TypeScript error", message: "lib/es.js:3:13 Expression expected.", line: 2, column: 19 },
    { status: "error", name: "SyntaxError", message: "Unexpected token ';'", line: 2, column: 19, module: "lib/common.cjs, line 2" },
    { status: "error", name: "Error", message: "no", line: 2, column: 3, module: "throws.js, line 3" },
    { status: "error", name: "SyntaxError", message: "Unexpected token ';'", line: 1, column: 11 },
  ]);
  assert.deepEqual((outputsOf(executed, 1)[0] as ErrorOutput).traceback, ["SyntaxError: Unexpected token ';'", "    at lib/common.cjs:2:14"], "from the notebook's folder, as it may be published");
});

describe("after an error", () => {
  it("the run stops, and says why", async () => {
    const executed = await run([code("1"), code(`throw new Error("stop")`), code("2"), code("3")]);
    assert.deepEqual(statuses(executed), ["ok", "error", "not-run", "not-run"]);
    assert.deepEqual(executed.runs[3]?.outcome, { status: "not-run", message: "not run: cell 2 failed" });
    assert.deepEqual(outputsOf(executed, 2), []);
  });

  it("the run goes on where the author tagged the cell raises-exception", async () => {
    const executed = await run([code(`throw new Error("on purpose")`, "raises-exception"), code("1 + 1"), code("let x: string = 1", "raises-exception"), code("2 + 2")]);
    assert.deepEqual(statuses(executed), ["ok", "ok", "ok", "ok"]);
    assert.equal(outputsOf(executed, 0)[0]?.output_type, "error");
    assert.deepEqual([textOf(executed, 1), textOf(executed, 3)], ["2\n", "4\n"]);
  });
});

describe("kernels", () => {
  it("one that is not known is refused before anything starts", async () => {
    const unknown = notebook([code("1")], { kernelspec: { name: "no such kernel", display_name: "?" } });
    await assert.rejects(executeNotebook(unknown, { path: "notebooks/a.ipynb" }), {
      name: "NotebookError",
      message: /^notebooks\/a\.ipynb: metadata\.kernelspec\.name is "no such kernel", a kernel that is not installed here; there are "tslab", "typescript"/,
    });
  });
  it("a notebook without code needs none", async () => {
    const executed = await run([], { kernel: { name: "none", argv: ["/no/such/program"], language: "none", interruptMode: "signal", numbersMessages: false } });
    assert.deepEqual(executed.runs, []);
  });
});
