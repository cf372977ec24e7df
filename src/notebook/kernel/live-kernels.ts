/**
 * Kernels that run at this moment, so that none outlives this process: not when it ends by an exception, and not when it is told to end.
 */

/** Ends one kernel at once, without waiting. */
export type KillNow = () => void;

const SIGNALS: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];
const live = new Set<KillNow>();

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

function killAll(): void {
  for (const kill of live) kill();
}

/** Where the program has a handler of its own, it decides what the signal means; else the signal ends it, as it would without us. */
function onSignal(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return;
  killAll();
  unwatch();
  process.kill(process.pid, signal);
}
