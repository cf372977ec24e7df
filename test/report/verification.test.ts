/** What a run proved: claims for the front, problems with their places, verification.json. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { checkLayer } from "../../src/derivation/index.js";
import { checkGradients } from "../../src/gradcheck/index.js";
import { fullyConnected, matrix, relu, uniform, type Matrix } from "../../src/layers/index.js";
import type { CellOutcome, ExecutedNotebook } from "../../src/notebook/index.js";
import type { Output } from "../../src/notebook/nbformat.js";
import { problemsOutside, verificationOutside } from "../../src/report/solutions.js";
import { claimsOf, failedChecksAt, problemsOf, verificationJson, verify } from "../../src/report/verification.js";
import { verificationAppendix } from "../../src/report/verification-appendix.js";
import { textOf } from "../../src/report/walk.js";
import { code, notebook } from "../notebook/notebooks.js";

const random = uniform(7);
const inputs = { X: random(2, 3) }, dY = random(2, 3);
const wrong = { ...relu, backward: () => ({ X: matrix([[1, 1, 1], [1, 1, 1]]) }) };
const holds = checkGradients(relu, inputs, dY), fails = checkGradients(wrong, inputs, dY), refused = checkGradients(wrong, inputs, dY, { expect: "fails" });
const kink = checkGradients(relu, { X: matrix([[0, 1]]) }, matrix([[1, 1]]));

/** A run in which each cell had one outcome and put one record down. */
function executed(path: string, ...cells: readonly (readonly [outcome: CellOutcome, record?: unknown])[]): ExecutedNotebook {
  const runs = cells.map(([outcome, record], cell) => ({ cell, id: `cell-${cell + 1}`, seconds: 0, outcome, records: record === undefined ? [] : [record] }));
  return { path, notebook: notebook(cells.map(() => code("1"))), runs, seconds: 0 };
}

const OK: CellOutcome = { status: "ok" };

test("a run in which all is well has claims that hold, and no problem", () => {
  const verification = verify([executed("a.ipynb", [OK, holds], [OK, refused]), executed("b.ipynb", [OK])]);
  assert.deepEqual(problemsOf(verification), []);
  assert.deepEqual(claimsOf(verification), [
    { holds: true, text: "3 of 3 code cells in 2 notebooks ran without an error." },
    { holds: true, text: "1 of 1 gradient check holds: 1 of 1 gradient agrees with a numerical derivative." },
    { holds: true, text: "1 of 1 deliberate mistake is refused." },
  ]);
});

test("a check that fails, one that is undecided, and a mistake that is not found are problems", () => {
  const unfound = { ...holds, expect: "fails" as const };
  const problems = problemsOf(verify([executed("a.ipynb", [OK, fails], [OK, kink], [OK, unfound])]));
  assert.deepEqual(problems.map(({ where }) => where), ["a.ipynb, cell 1", "a.ipynb, cell 2", "a.ipynb, cell 3"]);
  assert.match(problems[0]!.message, /^relu: dL\/dX\[\d,\d\] \(row \d, column \d\): backward gives [\d.]+, numerical -?[\d.]+; \d of 6 entries differ; the upstream gradient is ignored: another one changes nothing$/);
  assert.match(problems[1]!.message, /^relu: dL\/dX\[0,0\] \(row 1, column 1\): backward gives .*; the function has a kink here/);
  assert.equal(problems[2]!.message, "relu: this check was to be refused, but it holds");
});

test("a kink that is demonstrated on purpose must be noticed", () => {
  const noticed = { ...kink, expect: "undecided" as const }, passed = { ...holds, expect: "undecided" as const };
  const verification = verify([executed("a.ipynb", [OK, noticed])]);
  assert.deepEqual(problemsOf(verification), []);
  assert.deepEqual(claimsOf(verification).at(-1), { holds: true, text: "1 of 1 point at a kink is noticed." });
  assert.deepEqual(problemsOf(verify([executed("a.ipynb", [OK, passed])])).map(({ message }) => message), ["relu: this check was to be undecided, but it holds"]);
});

test("cells that are not run, and errors that are expected, are counted", () => {
  const error: Output = { output_type: "error", ename: "Error", evalue: "x", traceback: [] };
  const cells = [code("1", "skip-execution"), { ...code("throw 1", "raises-exception"), outputs: [error] }, code("1")];
  const run = { ...executed("a.ipynb", [OK], [OK], [OK]), notebook: notebook(cells) };
  assert.deepEqual(claimsOf(verify([{ ...run, runs: run.runs.slice(1) }])), [
    { holds: true, text: "2 of 2 code cells in 1 notebook ran without an error, except for 1 error that is expected." },
    { holds: null, text: "1 code cell was not run, as its author asks: nobody checked what it shows." },
  ]);
  assert.deepEqual(claimsOf(verify([{ ...run, notebook: notebook(cells.slice(0, 1)), runs: [] }])), [{ holds: null, text: "1 code cell was not run, as its author asks: nobody checked what it shows." }]);
});

const layerHolds = checkLayer(relu, inputs, dY), layerFails = checkLayer(wrong as unknown as typeof relu, inputs, dY);

test("a layer whose code is its equation is a claim that holds", () => {
  const verification = verify([executed("a.ipynb", [OK, layerHolds], [OK, layerHolds])]);
  assert.deepEqual(problemsOf(verification), []);
  assert.deepEqual(claimsOf(verification).at(-1), { holds: true, text: "2 of 2 layers compute what their equations say." });
});

test("a layer whose code is not its equation is a problem, told after its cell, a claim that fails, and in verification.json", () => {
  const verification = verify([executed("a.ipynb", [OK, layerHolds], [OK, layerFails])]);
  const [problem, ...others] = problemsOf(verification);
  assert.deepEqual(others, []);
  assert.equal(problem?.where, "a.ipynb, cell 2");
  assert.match(problem.message, /^relu: the paper is right and the code is wrong \(backward\.X\); backward\.X: .*backward gives 1/);
  assert.deepEqual(failedChecksAt(verification, { notebook: "a.ipynb", cell: 1 }), [{ kind: "failure", title: "Paper and code do not agree", message: problem.message, excerpt: null, where: problem.where }]);
  assert.deepEqual(claimsOf(verification).at(-1), { holds: false, text: "1 of 2 layers compute what their equations say." });
  const record = JSON.parse(verificationJson(verification, problemsOf(verification))) as { readonly verdict: string; readonly layers: readonly { readonly verdict: string }[] };
  assert.deepEqual([record.verdict, record.layers.map(({ verdict }) => verdict)], ["fails", ["holds", "fails"]]);
});

test("a layer that is undecided never counts as proved", () => {
  const undecided = { ...layerHolds, verdict: "undecided" as const, summary: "nobody can say", parts: [{ name: "forward", agree: null, paper: "unknown" as const, code: "unknown" as const, message: "latex.forward is not understood: why" }] };
  assert.deepEqual(problemsOf(verify([executed("a.ipynb", [OK, undecided])])), [{ where: "a.ipynb, cell 1", message: "relu: nobody can say; forward: latex.forward is not understood: why" }]);
});

test("a cell that fails is named with its line; the cells after it are told once", () => {
  const notRun: CellOutcome = { status: "not-run", message: "not run: cell 1 failed" };
  const verification = verify([executed("a.ipynb", [{ status: "error", name: "TypeError", message: "no", line: 3 }], [notRun], [notRun])]);
  assert.deepEqual(problemsOf(verification), [
    { where: "a.ipynb, cell 1, line 3", message: "TypeError: no" },
    { where: "a.ipynb, cell 2", message: "2 cells from here on are not run: cell 1 failed" },
  ]);
  const startless: CellOutcome = { status: "not-run", message: 'the kernel "tslab" did not start' };
  assert.deepEqual(problemsOf(verify([executed("a.ipynb", [{ status: "dead", message: "the kernel ended" }], [notRun], [notRun]), executed("b.ipynb", [startless], [startless]), executed("c.ipynb", [OK], [notRun])])), [
    { where: "a.ipynb, cell 1", message: "the kernel ended", quote: "it had printed nothing" },
    { where: "a.ipynb, cell 2", message: "2 cells from here on are not run: cell 1 failed" },
    { where: "b.ipynb, cell 1", message: '2 cells from here on are not run: the kernel "tslab" did not start' },
    { where: "c.ipynb, cell 2", message: "not run: cell 1 failed" },
  ], "each notebook for itself, in order");
  assert.deepEqual(claimsOf(verification), [{ holds: false, text: "0 of 3 code cells in 1 notebook ran without an error." }]);
  assert.deepEqual(claimsOf(verify([executed("a.ipynb")])), [], "nothing is said of code where there is none");
});

test("beside a failure stands the code around its line, or what it printed last; a solution's is left out", () => {
  const printing = { ...code("for (;;);"), outputs: [{ output_type: "stream" as const, name: "stdout" as const, text: "1\n2\n\n3\n" }, { output_type: "stream" as const, name: "stderr" as const, text: "four" }] };
  const late: CellOutcome = { status: "timeout", message: "too long" };
  const run = { ...executed("a.ipynb", [{ status: "error", name: "TypeError", message: "no", line: 2 }], [late]), notebook: notebook([code("one\ntwo\nthree\nfour"), printing]) };
  const quotes = ["    1 | one\n>   2 | two\n    3 | three", "it printed last:\n  2\n  3\n  four"];
  const verification = verify([run]), problems = problemsOf(verification);
  assert.deepEqual(problems.map(({ quote }) => quote), quotes);
  const isSolution = (_: string, cell: number | null): boolean => cell === 1;
  assert.deepEqual(problemsOutside(problems, isSolution).map(({ quote }) => quote), [quotes[0], undefined]);
  assert.deepEqual(verificationOutside(verification, isSolution).failures.map(({ quote }) => quote), [quotes[0], undefined]);
});

test("an error in a module is told with its place there", () => {
  const outcome: CellOutcome = { status: "error", name: "RangeError", message: "no", line: 3, module: "relu.ts, line 5" };
  assert.deepEqual(problemsOf(verify([executed("a.ipynb", [outcome])])), [{ where: "a.ipynb, cell 1, line 3", message: "RangeError: no (in relu.ts, line 5)" }]);
});

test("what is no gradient check is nobody's business here", () => assert.deepEqual(verify([executed("a.ipynb", [OK, { kind: "other" }], [OK, null])]).checks, []));

test("a failed check is told after its cell, and only there", () => {
  const verification = verify([executed("a.ipynb", [OK, holds], [OK, fails])]);
  assert.deepEqual(failedChecksAt(verification, { notebook: "a.ipynb", cell: 0 }), []);
  assert.deepEqual(failedChecksAt(verification, { notebook: "b.ipynb", cell: 1 }), []);
  assert.deepEqual(failedChecksAt(verification, { notebook: "a.ipynb", cell: 1 }).map((block) => (block.kind === "failure" ? [block.title, block.where] : block.kind)), [["A gradient check fails", "a.ipynb, cell 2"]]);
});

test("verification.json holds every check with layer, input, shape, seed, differences, tolerance and verdict", () => {
  const verification = verify([executed("a.ipynb", [OK, holds], [OK, fails], [OK, refused])]);
  const record = JSON.parse(verificationJson(verification, problemsOf(verification))) as { readonly verdict: string; readonly summary: object; readonly gradients: readonly { readonly [key: string]: unknown }[] };
  assert.equal(record.verdict, "fails");
  assert.deepEqual(record.summary, { notebooks: 1, cells: 3, cellsFailed: 0, checks: 3, holds: 1, fails: 1, undecided: 0, refusedAsExpected: 1, equations: { claims: 0, holds: 0, fails: 0, unchecked: 0, waived: 0, definitions: 0 } });
  const { gradients, ...first } = record.gradients[0]!;
  assert.deepEqual(first, { notebook: "a.ipynb", cell: 0, asExpected: true, layer: "relu", of: "backward", seed: 7, expect: "holds", verdict: "holds", forward: { shape: [2, 3], verdict: "holds", compared: false, message: "" }, properties: [{ property: "linear in the upstream gradient", verdict: "holds", message: "" }], evaluations: 27, notes: [] });
  const [gradient] = gradients as readonly { readonly worst: { readonly difference: number; readonly tolerance: number } }[];
  assert.ok(gradient!.worst.difference <= gradient!.worst.tolerance);
});

test("the appendix has a row for each gradient; a gradient without an entry to compare says why", () => {
  const shapeless = checkGradients({ ...relu, forward: (): Matrix => matrix([[1]]) }, inputs, dY);
  const blocks = verificationAppendix(verify([executed("a.ipynb", [OK, holds], [OK, refused], [OK, shapeless])]), () => 1);
  const table = blocks.find((block) => block.kind === "table");
  const rows = table!.rows.map((row) => row.map(textOf));
  assert.deepEqual(rows.map((row) => [row[0], row[1], row[2], row[3], row[4]]), [["1, 1", "relu", String.raw`\frac{dL}{d\mathbf{X}}`, "(2, 3)", "7"], ["1, 2", "relu", String.raw`\frac{dL}{d\mathbf{X}}`, "(2, 3)", "7"], ["1, 3", "relu", "none", "", ""]]);
  assert.deepEqual(rows.slice(0, 2).map((row) => row.at(-1)), ["✓ agrees", "✓ refused, as expected"]);
  assert.match(rows[2]!.at(-1)!, /^✗ .*shape/);
});

test("a check of several gradients names its place and its layer once", () => {
  const check = checkGradients(fullyConnected, { X: random(3, 2), W: random(2, 3), b: random(2) }, random(2, 2));
  const table = verificationAppendix(verify([executed("a.ipynb", [OK, check])]), () => 1).find((block) => block.kind === "table");
  assert.deepEqual(table!.rows.map((row) => row.slice(0, 2).map(textOf)), [["1, 1", "fullyConnected"], ["", ""], ["", ""]]);
});

test("a report without checks has no appendix", () => assert.deepEqual(verificationAppendix(verify([executed("a.ipynb", [OK])]), () => 1), []));
