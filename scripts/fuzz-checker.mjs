// Damaged documents through the checker: node scripts/fuzz-checker.mjs [COUNT] [FIRST]
// Nothing may crash, take over a second of the processor's time, or need ever more memory. Bad inputs are printed with their number; exit 1 if there are any.
// The work is done in a child process that is watched, so that an endless input is found and stepped over.
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { compiled, compileTests } from "./compile-tests.mjs";

const SLOW = 1_000;
const ENDLESS = 20_000;
/** A crash that the checker caught and told as a problem of its own counts as one. */
const stumbled = ({ equations }) => equations.flatMap(({ problems }) => problems).find(({ code }) => code === "internal")?.message ?? null;

if (process.send !== undefined) await work(Number(process.argv[2]), Number(process.argv[3]));
else await watch(Number(process.argv[2] ?? 100_000), Number(process.argv[3] ?? 0));

/** Checks inputs `first` … `end - 1` and tells the parent of each that it starts, and of what went wrong. */
async function work(first, end) {
  const { checkDocument } = await import(compiled("src/derivation/check/check-document.js"));
  const { DocumentError } = await import(compiled("src/derivation/document/document-error.js"));
  const { readDocument } = await import(compiled("src/derivation/document/read-document.js"));
  const { fuzzInput, seeds } = await import(compiled("test/derivation/check/fuzz-inputs.js"));
  const from = seeds();
  for (let number = first; number < end; number++) {
    const { path, text } = fuzzInput(number, from);
    if (number % 16 === 0) await new Promise((resolve) => process.send({ number, memory: process.memoryUsage().rss }, resolve));
    const start = process.cpuUsage();
    let crash = null;
    try {
      crash = stumbled(checkDocument(readDocument(path, text)));
    } catch (error) {
      if (!(error instanceof DocumentError)) crash = error?.stack ?? String(error);
    }
    const { user, system } = process.cpuUsage(start);
    const time = (user + system) / 1000;
    if (crash !== null || time > SLOW) await new Promise((resolve) => process.send({ bad: { number, time, crash, path, text } }, resolve));
  }
  process.disconnect();
}

async function watch(count, first) {
  compileTests();
  const bad = [];
  let memory = 0;
  let next = first;
  const started = performance.now();
  while (next < first + count) {
    next = await runChild(next, first + count, { onBad: (each) => { bad.push(each); tell(each); }, onMemory: (rss) => { memory = Math.max(memory, rss); } });
  }
  const seconds = (performance.now() - started) / 1000;
  const crashes = bad.filter(({ crash }) => crash !== null).length;
  console.log(`${count} damaged documents in ${seconds.toFixed(0)} s: ${crashes} crashes, ${bad.length - crashes} over ${SLOW / 1000} s, at most ${(memory / 2 ** 20).toFixed(0)} MB`);
  process.exitCode = bad.length === 0 ? 0 : 1;
}

/** The number to go on from: after the last, or after one that had to be stopped. */
function runChild(from, end, { onBad, onMemory }) {
  return new Promise((resolve) => {
    const child = fork(fileURLToPath(import.meta.url), [String(from), String(end)], { execArgv: ["--max-old-space-size=1024"] });
    let at = from;
    let timer = null;
    const arm = () => {
      clearTimeout(timer);
      timer = setTimeout(() => child.kill("SIGKILL"), ENDLESS);
    };
    arm();
    child.on("message", (message) => {
      arm();
      if (message.bad !== undefined) onBad(message.bad);
      else {
        at = message.number;
        onMemory(message.memory);
      }
    });
    child.on("exit", (code, signal) => {
      clearTimeout(timer);
      if (code === 0) return resolve(end);
      onBad({ number: at, time: ENDLESS, crash: `the process ended with ${signal ?? code} within the 16 inputs from here`, path: "", text: "" });
      resolve(at + 16);
    });
  });
}

function tell({ number, time, crash, path, text }) {
  console.log(`— input ${number} (${path}), ${time.toFixed(0)} ms${crash === null ? "" : `\n${crash.split("\n").slice(0, 6).join("\n")}`}\n${text}\n`);
}
