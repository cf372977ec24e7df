// How fast a gradient is checked, beside torch.autograd.gradcheck in the same run: node scripts/bench/gradcheck.mjs [--python PATH] [--slow] [m n N]
// PATH is a Python that has torch (pip install torch in a virtual environment); without one only ours is timed. --slow also runs torch's slow mode, which at
// 128 100 64 keeps several Jacobians of 8192 x 19328 doubles (1.3 GB each) and takes minutes; without it the slow mode is run at 16 16 8 alone.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { build } from "../build.mjs";

build();
const { checkGradients } = await import("../../dist/gradcheck/index.js");
const { fullyConnected, uniform } = await import("../../dist/layers/index.js");

const args = process.argv.slice(2);
const python = args.includes("--python") ? args[args.indexOf("--python") + 1] : null;
const sizes = args.filter((arg, k) => /^\d+$/.test(arg) && args[k - 1] !== "--python").map(Number);
const large = sizes.length === 3 ? sizes : [128, 100, 64];

const ROUNDS = 5;

/** Seconds of one call: the median of `runs`, after three that warm up. */
function median(runs, work) {
  for (let k = 0; k < 3; k++) work();
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    work();
    return (performance.now() - start) / 1000;
  });
  return times.sort((a, b) => a - b)[runs >> 1];
}

function ours([m, n, N]) {
  const draw = uniform(1);
  const inputs = { X: draw(n, N), W: draw(m, n), b: draw(m) }, dY = draw(m, N);
  const wrong = { ...fullyConnected, backward: (at, from) => {
    const gradient = fullyConnected.backward(at, from);
    const data = gradient.W.data.slice();
    data[3 * n + 7] *= 2;
    return { ...gradient, W: { ...gradient.W, data } };
  } };
  const right = checkGradients(fullyConnected, inputs, dY, { by: "directions" }), found = checkGradients(wrong, inputs, dY, { by: "directions" });
  if (right.verdict !== "holds") throw new Error("the right gradient does not hold");
  if (JSON.stringify(found.gradients[1].found.map(({ index }) => index)) !== "[[3,7]]") throw new Error("the wrong entry is not found");
  return {
    right: median(15, () => checkGradients(fullyConnected, inputs, dY, { by: "directions" })),
    wrong: median(5, () => checkGradients(wrong, inputs, dY, { by: "directions" })),
    evaluations: [right.evaluations, found.evaluations],
  };
}

/** torch's numbers, or null with the reason told. */
function torch([m, n, N], slow) {
  if (python === null) return null;
  const { status, signal, stdout, stderr, error } = spawnSync(python, [fileURLToPath(new URL("gradcheck.py", import.meta.url)), m, n, N, slow ? "slow" : "fast"].map(String), { encoding: "utf8" });
  if (status !== 0) {
    console.log(`torch did not run ${slow ? "its slow mode " : ""}at ${[m, n, N].join(" x ")} with ${python}: ${error?.message ?? (signal === null ? stderr.trim().split("\n").at(-1) : `ended by ${signal}, as when memory runs out`)}`);
    return slow ? torch([m, n, N], false) : null;
  }
  return JSON.parse(stdout);
}

/** Ours and theirs in turns, the least time of each: what else the machine does comes and goes, and must not meet one of the two alone. */
function inTurns(size, slow) {
  const theirs = torch(size, slow), own = ours(size);
  for (let round = 1; round < ROUNDS && theirs !== null; round++) {
    theirs.fast.seconds = Math.min(theirs.fast.seconds, torch(size, false)?.fast.seconds ?? Infinity);
    const again = ours(size);
    own.right = Math.min(own.right, again.right);
    own.wrong = Math.min(own.wrong, again.wrong);
  }
  return { theirs, own };
}

const ms = (seconds) => (seconds === undefined ? "not run" : `${(1000 * seconds).toFixed(1)} ms`);
if (python === null) console.log("no --python PATH with torch given: only ours is timed");
for (const [size, slow] of [[[16, 16, 8], true], [large, args.includes("--slow")]]) {
  const { theirs, own } = inTurns(size, slow);
  console.log(`\nfully connected, ${size.join(" x ")} (${size[0] * size[1] + size[1] * size[2] + size[0]} entries)${theirs === null ? "" : `, torch ${theirs.version}, one thread`}`);
  console.log(`  a right gradient     ours ${ms(own.right)} (${own.evaluations[0]} evaluations)${theirs === null ? "" : `; torch fast ${ms(theirs.fast.seconds)}, slow ${ms(theirs.slow?.seconds)}; ours / fast ${(own.right / theirs.fast.seconds).toFixed(2)}`}`);
  console.log(`  one wrong entry      ours ${ms(own.wrong)} (${own.evaluations[1]} evaluations), named${theirs === null ? "" : `; torch fast ${ms(theirs.fastWrong?.seconds)}, slow ${ms(theirs.slowWrong?.seconds)}${theirs.slowWrong === undefined ? "" : `; slow / ours ${(theirs.slowWrong.seconds / own.wrong).toFixed(0)}`}`}`);
}
