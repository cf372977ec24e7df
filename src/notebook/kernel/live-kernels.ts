/**
 * Kernels that run at this moment, so that none outlives this process: not when it ends by an exception, and not when it is told to end.
 */

import { setTimeout as sleep } from "node:timers/promises";

/** Ends one kernel at once; one on a server ends when the server was told so. */
export type KillNow = () => void | Promise<void>;

const SIGNALS: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];
const live = new Set<KillNow>();

/** So long a signal waits for servers. Milliseconds. A second signal does not wait. */
const PATIENCE = 5000;
let isLeaving = false;

/** Registers a kernel; the answer takes it off again. */
export function registerKernel(kill: KillNow): () => void {
  if (live.size === 0) watch();
  live.add(kill);
  return () => {
    if (live.delete(kill) && live.size === 0) unwatch();
  };
}

function watch(): void {
  process.on("exit", killAll);
  for (const signal of SIGNALS) process.on(signal, onSignal);
}

function unwatch(): void {
  process.off("exit", killAll);
  for (const signal of SIGNALS) process.off(signal, onSignal);
}

const killAll = (): readonly Promise<void>[] => [...live].map((kill) => kill()).filter((end) => end instanceof Promise);

/** Where the program has a handler of its own, it decides what the signal means; else the signal ends it, as it would without us. */
function onSignal(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return;
  const leave = (): void => {
    unwatch();
    process.kill(process.pid, signal);
  };
  if (isLeaving) return leave();
  const ends = killAll();
  if (ends.length === 0) return leave();
  isLeaving = true;
  void Promise.race([Promise.allSettled(ends), sleep(PATIENCE)]).then(leave);
}
