/**
 * Timers that cells started and that still run: the kernel tells of them whenever it is idle, so that its client knows what to wait for.
 */
import type { CellContext } from "./cell-context.js";
import type { LeftNote } from "./protocol.js";

/** What setTimeout, setInterval and setImmediate answer with, in all versions of Node. */
export interface Timer {
  readonly hasRef: () => boolean;
  readonly _destroyed?: boolean;
}

interface Started {
  readonly cell: CellContext;
  /** Milliseconds; null if it fires once. */
  readonly period: number | null;
}

/** So many are kept before those that were cleared are sorted out. */
const FEW = 64;

const started = new Map<Timer, Started>();
let bound = FEW;

export function timerStarted(timer: Timer, of: Started): void {
  started.set(timer, of);
  if (started.size < bound) return;
  forgetEnded();
  bound = Math.max(FEW, 2 * started.size);
}

export const timerFired = (timer: Timer): boolean => started.delete(timer);

/** Also of timers whose cell is not known, as those of node:timers/promises. */
export function leftRunning(): LeftNote {
  forgetEnded();
  const own = [...started].filter(([timer]) => timer.hasRef()).map(([, of]) => of);
  const periods = own.flatMap(({ period }) => period ?? []);
  const all = process.getActiveResourcesInfo().filter((resource) => resource === "Timeout" || resource === "Immediate").length;
  return { once: all - periods.length, ...(periods.length > 0 && { every: Math.max(...periods) }), ...(own.length > 0 && { cells: [...new Set(own.map(({ cell }) => cell.count))] }) };
}

function forgetEnded(): void {
  for (const timer of started.keys()) if (timer._destroyed !== false) started.delete(timer);
}
