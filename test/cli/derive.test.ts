/** `backproof derive`: its three forms, exit codes, what goes where, and refusals. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { main } from "../../src/cli/main.js";
import { listening } from "./listening.js";

const folder = mkdtempSync(join(tmpdir(), "backproof-derive-"));
const home = process.cwd();
process.chdir(folder);
after(() => { process.chdir(home); rmSync(folder, { recursive: true }); });

const LAYER = String.raw`Let $W \in \mathbb{R}^{m \times n}$, $x \in \mathbb{R}^n$ and $b \in \mathbb{R}^m$, and

$$y = W x + b$$

and let $L$ be a smooth function of $y$. Then

$$\frac{dL}{dW_{ij}} = 0 \tag{1}$$

$$\frac{dL}{dx} = 7 \tag{2}$$

$$\frac{L}{dx} = 7 \tag{3}$$

$$y = W x + b \tag{4}$$

$$\begin{aligned} \frac{dL}{db} &= 0 \\ &= 1 \end{aligned} \tag{5}$$
`;
writeFileSync("layer.md", LAYER);

async function call(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const terminal = listening();
  return { code: await main(["derive", ...args], terminal), ...terminal.said };
}

const result = ({ code, out, err }: { code: number; out: string; err: string }): string => (code === 0 ? (JSON.parse(out) as { result: { latex: string } }).result.latex : `${code}: ${err}`);

const WHERE = String.raw`W \in \mathbb{R}^{m \times n}, x \in \mathbb{R}^n, b \in \mathbb{R}^m, y = W x + b`;
const DERIVED: readonly (readonly [args: readonly string[], latex: string])[] = [
  [["L(y)", "--where", WHERE, "--wrt", "W"], "\\frac{dL}{dy} x^T"],
  [["L(y)", "--where", WHERE, "--wrt", "x"], "W^T \\frac{dL}{dy}"],
  [["L(y)", "--where", WHERE, "--wrt", "b_i"], "\\frac{dL}{dy_i}"],
  [["L(y)", "--where", WHERE.replaceAll(",", ";"), "--wrt", "b"], "\\frac{dL}{dy}"],
  [["L", "--where", "x, t \\in \\mathbb{R}^n, L = \\frac{1}{2} \\lVert x - t \\rVert^2", "--wrt", "x"], "x - t"],
  [["f", "--where", "x \\in \\mathbb{R}, x > 0, f = \\log x", "--wrt", "x"], "\\frac{1}{x}"],
  [["layer.md", "--of", "L", "--wrt", "W"], "\\frac{dL}{dy} x^T"],
  [["layer.md", "--tag", "1"], "\\frac{dL}{dy_i} x_j"],
  [["layer.md", "--tag", "2"], "W^T \\frac{dL}{dy}"],
  [["layer.md", "--tag", "5"], "\\frac{dL}{dy}"],
];
for (const [args, latex] of DERIVED) {
  test(`backproof derive ${args.join(" ")} gives ${latex}`, async () => { assert.equal(result(await call(...args, "--format", "json")), latex); });
}

test("--detail shows more lines or fewer, with the same result", async () => {
  const counts = await Promise.all(["brief", "normal", "every"].map(async (detail) => (JSON.parse((await call("layer.md", "--tag", "1", "--format", "json", "--detail", detail)).out) as { steps: unknown[] }).steps.length));
  assert.ok(counts[0]! < counts[1]! && counts[1]! <= counts[2]!, String(counts));
  const steps = async (detail: string): Promise<string> => (await call("layer.md", "--tag", "1", "--detail", detail)).out;
  assert.equal(await steps("every step"), await steps("every"));
});

test("every format ends with a line break, and nothing stands on standard error", async () => {
  for (const format of ["text", "latex", "markdown", "json"]) {
    const { code, out, err } = await call("layer.md", "--tag", "2", "--format", format);
    assert.deepEqual([code, err, out.endsWith("\n")], [0, "", true], format);
  }
});

const REFUSED: readonly (readonly [args: readonly string[], code: number, message: string])[] = [
  [[], 2, "name what to derive: backproof derive notes.md --of L --wrt W\nTry: backproof derive --help"],
  [["layer.md"], 2, "say what to derive: --of L --wrt W, or --tag with a display's tag\nTry: backproof derive --help"],
  [["L(y)"], 2, 'tell what the names in "L(y)" are with --where, and name with --wrt what the derivative is by\nTry: backproof derive --help'],
  [["L(y)", "--where", WHERE], 2, "--wrt is missing: name what the derivative is by, for example --wrt W\nTry: backproof derive --help"],
  [["layer.md", "--tag", "1", "--of", "L"], 2, "--tag names a display with its left side; leave out --of and --wrt\nTry: backproof derive --help"],
  [["layer.md", "--tag", "1", "--format", "tex"], 2, 'there is no format "tex"; is "text" meant?; choose from text, latex, markdown, json\nTry: backproof derive --help'],
  [["layer.md", "--tag", "1", "--detail", "all"], 2, 'there is no detail "all"; choose from brief, normal, every\nTry: backproof derive --help'],
  [["layer.md", "--tag", "9"], 2, "layer.md: no display has the tag 9; the tags are 1, 2, 3, 4, 5"],
  [["layer.md", "--tag", "3"], 1, "layer.md, line 11, column 8: half a derivative: the numerator has no 'd'"],
  [["layer.md", "--tag", "4"], 1, "y cannot be derived: there is no derivative here to work out (at y)"],
  [["layer.md", "--of", "L", "--wrt", "V"], 2, "--wrt: nothing in layer.md says what 'V' is: declare it, for example \"Let $V \\in \\mathbb{R}^n$.\", or define it"],
  [["layer.md", "--of", "L", "--wrt", "W_{"], 2, "--wrt, line 1, column 3: this '{' is never closed: add '}'"],
  [["L(y)", "--where", WHERE, "--wrt", "V"], 2, "--wrt: --where does not say what 'V' is: declare it, for example V \\in \\mathbb{R}^n, or define it"],
  [["L(y)", "--where", "W \\in \\mathbb{R}^{m \\times n}, y = W x +", "--wrt", "W"], 2, "--where, line 1, column 36: an expression is missing here"],
  [["L(y)", "--where", "W \\in \\mathbb{R}^{m \\times n}, W x", "--wrt", "W"], 2, "--where, line 1, column 32: this is neither a declaration (W \\in \\mathbb{R}^{m \\times n}) nor a definition (y = W x)"],
  [["none.md", "--tag", "1"], 2, "none.md: it cannot be read: there is no such file"],
];
for (const [args, code, message] of REFUSED) {
  test(`backproof derive ${args.join(" ")}: exit code ${code}, ${message.split("\n")[0]!}`, async () => {
    assert.deepEqual(await call(...args), { code, out: "", err: `backproof: ${message}\n` });
  });
}

test("what no declaration gives a shape is asked for, and the exit code is 1", async () => {
  const { code, out, err } = await call("L(y)", "--where", "x \\in \\mathbb{R}^n, y = W x", "--wrt", "x");
  assert.deepEqual([code, out], [1, ""]);
  assert.match(err, /^backproof: \\frac\{dL\}\{dx\} cannot be derived: .*'W' is declared nowhere; say what it is, for example/);
});
