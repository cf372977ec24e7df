/**
 * What Node's `crypto` computes in threads of its own. Node lists no such job, and calls its `ondone` when it is over; a job without one is
 * computed at once.
 */
import type { CellContext } from "./cell-context.js";
import { CellMark } from "./cell-mark.js";

type Done = (this: unknown, ...args: unknown[]) => unknown;

const running = new Set<object>();

/** As `createHook` of `async_hooks` names them: "PBKDF2REQUEST", "SCRYPTREQUEST". */
export const isJob = (type: string): boolean => type.endsWith("REQUEST") && type !== "HTTPCLIENTREQUEST";

/** Node gives a job its `ondone` after it has told of it, and shows it to nobody. */
export function jobMade(job: object): void {
  const set = (done: Done): void => {
    running.add(job);
    const value: Done = function (...args) {
      running.delete(job);
      return done.apply(this, args);
    };
    Object.defineProperty(job, "ondone", { value, configurable: true, writable: true });
  };
  Object.defineProperty(job, "ondone", { set, configurable: true });
}

export const cellsOfJobs = (): CellContext[] => [...running].flatMap((job) => CellMark.of(job) ?? []);
