/**
 * Which cell is speaking. What a cell's promises and timers do later, after its end, and what Node calls back for it, is still attributed to
 * it, and not to the cell that happens to run then.
 *
 * AsyncLocalStorage would do this, but before Node 24 it leaves marks on promises and timers that `console.log` shows:
 * the notebook would print something else than without us.
 */
import timers from "node:timers";
import { promiseHooks } from "node:v8";
import { CellMark } from "./cell-mark.js";
import { cellOfResource, followResources, type PromiseFollower } from "./follow-resources.js";
import { type Timer, timerFired, timerStarted } from "./running-timers.js";

export interface CellContext {
  /** The execution count: the first cell that runs is 1. */
  readonly count: number;
  readonly writeStream: (name: string, text: string) => void;
  readonly writeDisplay: (data: unknown, update: boolean) => void;
  /** Bytes written so far. */
  bytes: number;
}

let speaking: CellContext | null = null;
let latest: CellContext | null = null;
let running = false;
let thrower: { readonly thrown: unknown; readonly cell: CellContext } | null = null;

/** The cell that the present code belongs to; the last one that ran where that is unknown; null before the first. */
export const currentCell = (): CellContext | null => presentCell() ?? latest;

/** The same; null where it is unknown. */
const presentCell = (): CellContext | null => speaking ?? cellOfResource();

/** Is this cell's own code being executed now, and not what it left behind? */
export const isRunning = (cell: CellContext): boolean => running && cell === latest;

/** The cell that made a promise, or threw out of a timer. */
export const cellOfPromise = (promise: object): CellContext | null => CellMark.of(promise) ?? latest;
export const cellOfThrown = (thrown: unknown): CellContext | null => (thrower !== null && thrower.thrown === thrown ? thrower.cell : currentCell());

/** Runs a cell's code in its context. What follows from it at once, such as an unhandled rejection, comes before its end. */
export async function runCell<Result>(cell: CellContext, body: () => Promise<Result>): Promise<Result> {
  latest = cell;
  running = true;
  try {
    return await speakAs(cell, body);
  } finally {
    await new Promise((resolve) => setImmediate(resolve));
    running = false;
  }
}

function speakAs<Result>(cell: CellContext, body: () => Result): Result {
  const before = speaking;
  speaking = cell;
  try {
    return body();
  } catch (thrown) {
    thrower = { thrown, cell };
    throw thrown;
  } finally {
    speaking = before;
  }
}

/** From now on, promises, timers and what Node calls back remember their cell. */
export function followCells(): void {
  promiseHooks.createHook(PROMISES);
  followResources(presentCell, PROMISES);
  for (const name of ["setTimeout", "setInterval", "setImmediate"] as const) {
    const real = timers[name] as Starter;
    const following = Object.defineProperties(followingTimer(real, name === "setInterval"), Object.getOwnPropertyDescriptors(real)) as never;
    timers[name] = following;
    globalThis[name] = following;
  }
}

const PROMISES: PromiseFollower = {
  init: (promise) => {
    const cell = presentCell();
    if (cell !== null) CellMark.put(promise, cell);
  },
  before: (promise) => {
    speaking = CellMark.of(promise);
  },
  after: () => {
    speaking = null;
  },
};

type Callback = (...args: unknown[]) => unknown;
type Starter = (callback: Callback, ...rest: unknown[]) => Timer;

const followingTimer =
  (real: Starter, repeats: boolean): Starter =>
  (callback, ...rest) => {
    const cell = presentCell();
    if (cell === null || typeof callback !== "function") return real(callback, ...rest);
    const inCell = function (this: unknown, ...args: unknown[]): unknown {
      if (!repeats) timerFired(timer);
      return speakAs(cell, () => callback.apply(this, args));
    };
    const timer = real(Object.defineProperty(inCell, "name", { value: callback.name }), ...rest);
    timerStarted(timer, { cell, ...(repeats && { period: Number(rest[0]) || 1 }) });
    return timer;
  };
