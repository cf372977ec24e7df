/**
 * The seams of tslab 1.0 that the guard takes hold of: what its modules look like from outside.
 */
import type vm from "node:vm";
import { type CellContext, currentCell, runCell } from "./cell-context.js";
import { type PrintedDiagnostic, describeDiagnostics, describeThrown, isDiagnostic } from "./errors.js";
import type { Output } from "./output.js";
import type { Positions } from "./positions.js";
import { type ErrorKind, FIELD, type RequestNote, cellFile } from "./protocol.js";

interface Console {
  readonly log: (...args: unknown[]) => void;
  readonly error: (...args: unknown[]) => void;
}

interface Executor {
  readonly execute: (source: string) => Promise<boolean>;
}

export interface ExecutorModule {
  readonly createExecutor: (root: string, converters: unknown, console: Console) => Executor;
}

type WriteStream = CellContext["writeStream"];
type WriteDisplay = CellContext["writeDisplay"];

interface Handler {
  execCount: number;
  handleExecuteImpl: (this: Handler, request: { readonly [FIELD]?: RequestNote }, writeStream: WriteStream, writeDisplay: WriteDisplay) => Promise<unknown>;
}

export interface JupyterModule {
  readonly JupyterHandlerImpl: { readonly prototype: Handler };
}

/** Gives each cell its context, and its output our way out. */
export function patchHandler(jupyter: JupyterModule, output: Output): void {
  const { prototype } = jupyter.JupyterHandlerImpl;
  const original = prototype.handleExecuteImpl;
  prototype.handleExecuteImpl = function (request, writeStream, writeDisplay) {
    output.limits = request[FIELD] ?? {};
    const cell: CellContext = { count: this.execCount + 1, writeStream, writeDisplay, bytes: 0 };
    return runCell(cell, () =>
      original.call(
        this,
        request,
        (name, text) => output.text(name, text),
        (data, update) => output.display(data, update),
      ),
    );
  };
}

/** Tells the client about an error in a cell. `source`: the cell, where it may not have been readable. */
export function reportThrown(cell: CellContext, thrown: unknown, kind: ErrorKind, output: Output, positions: Positions, source = ""): void {
  const { content, position, unread } = describeThrown(thrown, cell.count, positions, source);
  const isUnseenAwait = unread === cellFile(cell.count) && /\bawait\b/.test(source.split("\n")[(position?.line ?? 0) - 1] ?? "");
  output.error(cell, { ...content, evalue: content.evalue + REMARKS[kind] + (isUnseenAwait ? UNSEEN_AWAIT : "") }, { kind, ...position });
}

/** tslab makes a cell asynchronous only for an `await` that TypeScript complains of; not for `for await`, and not for one that awaits another's property. */
const UNSEEN_AWAIT = ` (tslab does not see this "await"; it does where the cell begins with "await 0;")`;

const REMARKS: { readonly [kind in ErrorKind]: string } = {
  thrown: "",
  compile: "",
  limit: "",
  "unhandled-rejection": " (in a promise; nothing handled it)",
  "uncaught-exception": " (after the cell; nothing caught it)",
};

/** tslab's executor prints why a cell failed and answers false. Ours tells the client instead. */
export function guardedExecutor(real: ExecutorModule, output: Output, positions: Positions): ExecutorModule {
  const createExecutor: ExecutorModule["createExecutor"] = (root, converters, console) => {
    const printed: unknown[][] = [];
    const executor = real.createExecutor(root, converters, { log: console.log, error: (...args) => printed.push(args) });
    const execute = async (source: string): Promise<boolean> => {
      printed.length = 0;
      const ok = await executor.execute(source).catch((thrown: unknown) => {
        printed.push([thrown]);
        return false;
      });
      const cell = currentCell();
      if (ok || cell === null) for (const args of printed) console.error(...args);
      else if (!output.isOverLimit(cell)) reportFailure(cell, source, printed, output, positions); // else it has been told, and was interrupted
      return ok;
    };
    return { ...executor, execute };
  };
  return { ...real, createExecutor };
}

function reportFailure(cell: CellContext, source: string, printed: readonly unknown[][], output: Output, positions: Positions): void {
  const diagnostics = printed.filter((args): args is never => isDiagnostic(args)) as unknown as PrintedDiagnostic[];
  if (diagnostics.length > 0) {
    const { content, position } = describeDiagnostics(diagnostics, source);
    output.error(cell, content, { kind: "compile", ...position });
  }
  for (const [thrown] of printed.filter((args) => !isDiagnostic(args))) reportThrown(cell, thrown, "thrown", output, positions, source);
}

/** The vm module as tslab's executor is to see it: cells run under a name, so that stack frames tell them apart. */
export function guardedVm(real: typeof vm, positions: Positions): typeof vm {
  return {
    ...real,
    runInThisContext: (code: string, options?: vm.RunningCodeOptions | string) => {
      const cell = currentCell();
      const named = cell !== null && typeof options === "object" && positions.nameCell(cellFile(cell.count), code);
      return named ? (real.runInThisContext(code, { ...options, filename: cellFile(cell.count), displayErrors: false }) as unknown) : (real.runInThisContext(code, options) as unknown);
    },
  };
}
