/**
 * Timers that cells started and that still run.
 */
import type { CellContext } from "./cell-context.js";

/** What setTimeout, setInterval and setImmediate answer with, in all versions of Node. */
export interface Timer {
  readonly hasRef: () => boolean;
  readonly _destroyed?: boolean;
}

interface Started {
  readonly cell: CellContext;
  /** Milliseconds; none if it fires once. */
  readonly period?: number;
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

/** `once`: how many fire once, also of timers whose cell is not known, as those of node:timers/promises. */
export function runningTimers(): { readonly once: number; readonly own: readonly Started[] } {
  forgetEnded();
  const own = [...started].filter(([timer]) => timer.hasRef()).map(([, of]) => of);
  const all = process.getActiveResourcesInfo().filter((resource) => resource === "Timeout" || resource === "Immediate").length;
  return { once: all - own.filter(({ period }) => period !== undefined).length, own };
}

function forgetEnded(): void {
  for (const timer of started.keys()) if (timer._destroyed !== false) started.delete(timer);
}
