/**
 * What cells left running: the kernel tells of it whenever it is idle, so that its client knows what to wait for.
 */
import type { LeftNote } from "./protocol.js";
import { runningTimers } from "./running-timers.js";
import { runningWork } from "./running-work.js";

export function leftRunning(): LeftNote {
  const { once, own } = runningTimers();
  const work = runningWork();
  const running = [...own, ...work];
  const periods = running.flatMap(({ period }) => period ?? []);
  const cells = [...new Set(running.map(({ cell }) => cell.count))], names = [...new Set(work.flatMap(({ name }) => name ?? []))];
  return {
    once: once + work.filter(({ period }) => period === undefined).length,
    ...(periods.length > 0 && { every: Math.max(...periods) }),
    ...(cells.length > 0 && { cells }),
    ...(names.length > 0 && { names }),
  };
}
