// The libraries that the kernels are measured against, installed into a folder of their own: PEERS, or one below the system's temporary folder.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const VERSIONS = { "ml-matrix": "6.15.1", "@tensorflow/tfjs-core": "4.22.0", "@tensorflow/tfjs-backend-cpu": "4.22.0", "@tensorflow/tfjs-backend-wasm": "4.22.0" };

/** Requires of the peers, after npm has put them there. */
export function peers() {
  const folder = process.env.PEERS ?? join(tmpdir(), "backproof-bench-peers");
  if (!existsSync(join(folder, "node_modules", "ml-matrix"))) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, dependencies: VERSIONS }));
    console.log(`installing the peers into ${folder}`);
    const { status } = spawnSync("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: folder, stdio: "inherit" });
    if (status !== 0) throw new Error("the peers could not be installed");
  }
  return createRequire(join(folder, "package.json"));
}

/** TensorFlow.js with both backends, one thread each, as ours. */
export async function tensorflow(require) {
  const tf = require("@tensorflow/tfjs-core");
  require("@tensorflow/tfjs-backend-cpu");
  const wasm = require("@tensorflow/tfjs-backend-wasm");
  wasm.setWasmPaths(`${dirname(require.resolve("@tensorflow/tfjs-backend-wasm/package.json"))}/dist/`);
  wasm.setThreadsCount(1);
  await tf.setBackend("wasm");
  await tf.ready();
  const on = (backend, work) => async () => {
    if (tf.getBackend() !== backend) await tf.setBackend(backend);
    tf.tidy(work);
  };
  return { tf, on };
}

/** Milliseconds of processor time of this process, all threads: what others do on the machine is not in it. */
const spent = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/**
 * Milliseconds of a call, the least of the rounds. The works take turns, so that all meet the same machine;
 * one that takes over `limit` milliseconds is measured twice.
 */
export async function leastTimes(works, { rounds = 15, atLeast = 20, limit = 300 } = {}) {
  const times = works.map(() => Infinity);
  for (let round = 0; round < rounds; round++) for (const [w, work] of works.entries()) {
    if (round > 1 && times[w] > limit) continue;
    let calls = 0;
    const start = spent();
    do { await work(); calls++; } while (spent() - start < atLeast);
    times[w] = Math.min(times[w], (spent() - start) / calls);
  }
  return times;
}
