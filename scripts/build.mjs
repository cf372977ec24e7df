// Compiles src/ to dist/: the one build step. `prepare` runs it after `npm ci`; commands run it again when sources changed.
// Usage: node scripts/build.mjs [--if-stale]
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, "dist");
/** Beside dist/, named after the process that makes it. */
const ASIDE = ".dist-";
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/** Files below a folder, sorted, so that a digest of them is stable. */
export function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]))
    .sort();
}

/** A digest of everything that decides what dist/ holds. */
function sourceDigest() {
  const hash = createHash("sha256");
  for (const file of [join(root, "tsconfig.json"), join(root, "package-lock.json"), ...filesBelow(join(root, "src"))]) {
    hash.update(relative(root, file)).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

function isFresh(digest) {
  const stamp = join(dist, ".sources");
  return existsSync(stamp) && readFileSync(stamp, "utf8") === digest;
}

/**
 * Builds dist/ if sources are there (in an installed package there are none) and changed.
 * The new folder is made aside and renamed, so a failed build leaves the old one as it was, and so does one that is ended.
 */
export async function build({ force = false } = {}) {
  if (!existsSync(join(root, "src")) || !existsSync(join(root, "tsconfig.json"))) return;
  const digest = sourceDigest();
  if (!force && isFresh(digest)) return;
  removeAbandoned();
  const fresh = mkdtempSync(join(root, `${ASIDE}${process.pid}-`));
  let told;
  try {
    told = await compile(fresh);
    if (told === null) {
      copyAssets(fresh);
      writeFileSync(join(fresh, ".sources"), digest);
      chmodSync(fresh, statSync(root).mode);
      swap(fresh);
    }
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  if (told !== null) await endBy(told);
}

/** Compiles into the folder. The signal that told us to end meanwhile, which ends the compiler, else null. */
async function compile(folder) {
  const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc");
  const compiler = spawn(process.execPath, [tsc, "-p", join(root, "tsconfig.json"), "--outDir", folder], { cwd: root, stdio: ["ignore", 2, 2] });
  let told = null;
  const end = (signal) => {
    told ??= signal;
    compiler.kill("SIGKILL");
  };
  for (const signal of SIGNALS) process.on(signal, end);
  const [status] = await once(compiler, "close");
  for (const signal of SIGNALS) process.off(signal, end);
  if (told === null && status !== 0) throw new Error("the build failed: TypeScript's messages stand above; dist/ is as it was");
  return told;
}

/** As if it had not been caught. */
function endBy(signal) {
  process.kill(process.pid, signal);
  return new Promise(() => {});
}

/** Folders of builds that were killed and could not clear up. */
function removeAbandoned() {
  for (const name of readdirSync(root)) {
    const [, builder] = new RegExp(`^${ASIDE}(\\d+)-`).exec(name) ?? [];
    if (builder !== undefined && !isRunning(Number(builder))) rmSync(join(root, name), { recursive: true, force: true });
  }
}

function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch ({ code }) {
    return code === "EPERM"; // somebody else's
  }
}

/** What the compiler does not carry over: schemas, font tables, templates. */
function copyAssets(to) {
  const src = join(root, "src");
  for (const file of filesBelow(src)) {
    if (!/\.[cm]?ts$/.test(file)) cpSync(file, join(to, relative(src, file)));
  }
}

function swap(fresh) {
  const old = `${fresh}-old`;
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(fresh, dist);
  rmSync(old, { recursive: true, force: true });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await build({ force: !process.argv.includes("--if-stale") });
  } catch (error) {
    console.error(`backproof: ${error.message}`);
    process.exitCode = 1;
  }
}
