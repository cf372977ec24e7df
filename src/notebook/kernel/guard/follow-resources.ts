/**
 * What Node calls back by itself, such as `exec`, `readFile`, a worker's messages and a server's requests, remembers its cell: Node tells of
 * every such resource when it is made, and which one is calling back.
 *
 * Listening to resources makes Node number promises as well, which costs 0.3 µs each and which `console.log` shows. Since 24.14 it can be
 * told not to; before 24 it is the hooks on promises that are set back. In between, what is called back belongs to the cell that runs.
 */
import { createHook, executionAsyncResource } from "node:async_hooks";
import type { CellContext } from "./cell-context.js";
import { CellMark } from "./cell-mark.js";
import { resourceMade } from "./running-work.js";

/** As `createHook` of `promiseHooks` takes them. */
export interface PromiseFollower {
  readonly init: (promise: object) => void;
  readonly before: (promise: object) => void;
  readonly after: () => void;
}

/** The cell that made what is calling back; null where nothing is, or it was made by none. */
export function cellOfResource(): CellContext | null {
  const resource = executionAsyncResource() as object | undefined;
  return resource === undefined ? null : CellMark.of(resource);
}

/** @param present the cell that makes a resource */
export function followResources(present: () => CellContext | null, promises: PromiseFollower): void {
  const servers = new Map<number, CellContext>();
  const hook = createHook({
    init: (id, type, trigger, resource) => {
      if (type === "PROMISE") return;
      const cell = present() ?? servers.get(trigger); // a connection is made before the server is called back
      if (cell === undefined) return;
      CellMark.put(resource, cell);
      if (type.endsWith("SERVERWRAP")) servers.set(id, cell);
      resourceMade(type, resource);
    },
    ...({ trackPromises: false } as object),
  }).enable();
  if (marksPromises()) setPromiseHooks(promises);
  if (marksPromises()) hook.disable();
}

const marksPromises = (): boolean => Object.getOwnPropertySymbols(Promise.resolve()).length > 0;

type SetPromiseHooks = (init: unknown, before: unknown, after: unknown, settled: undefined) => void;

/** Whoever listens to promises later brings Node's own hooks back, and sees what they would see without us. */
function setPromiseHooks({ init, before, after }: PromiseFollower): void {
  const { noDeprecation } = process;
  process.noDeprecation = true; // the warning would stand in the first cell
  try {
    const binding = (process as unknown as { binding: (name: string) => { readonly setPromiseHooks: SetPromiseHooks } }).binding("async_wrap");
    binding.setPromiseHooks(init, before, after, undefined);
  } catch {
    // a Node without it, see above
  } finally {
    if (noDeprecation === undefined) delete process.noDeprecation;
    else process.noDeprecation = noDeprecation;
  }
}
