/**
 * What a cell writes, on its way to the publisher: it is given to its cell, and the limit is kept.
 */
import { type CellContext, currentCell, isRunning } from "./cell-context.js";
import type { Ledger } from "./publisher.js";
import type { ErrorNote } from "./protocol.js";
import { type OutputLimits, roomFor, tooMuch, type Written } from "./output-limits.js";

/** Sends text of a cell's stream on its way, after all that was sent before. */
export interface TextWriter {
  readonly write: (cell: CellContext, name: string, text: string) => void;
}

export interface ErrorContent {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

export class Output {
  limits: OutputLimits = {};
  /** Bytes that all cells wrote. */
  private bytes = 0;
  /** Cells that wanted more than they may. */
  private readonly over = new WeakSet<CellContext>();

  constructor(
    private readonly ledger: Ledger,
    private readonly texts: TextWriter,
  ) {}

  /** Text of the cell that the present code belongs to: as much of it as the cell may write. */
  text(name: string, text: string): void {
    const cell = currentCell();
    if (cell === null) return;
    const kept = text.slice(0, Math.max(0, roomFor(this.limits, this.written(cell))));
    if (kept !== "") this.texts.write(cell, name, kept);
    this.admits(cell, text.length);
  }

  /** A display of the cell that the present code belongs to. */
  display(data: unknown, update: boolean): void {
    const cell = currentCell();
    if (cell === null || !this.admits(cell, 0)) return;
    this.ledger.beforeSend(); // what is held back is text, and counted
    const before = this.ledger.bytes;
    cell.writeDisplay(data, update);
    this.admits(cell, this.ledger.bytes - before);
  }

  /** An `error` message: sent as a display, rewritten on its way. */
  error(cell: CellContext, content: ErrorContent, error: ErrorNote): void {
    this.ledger.beforeSend(); // what is held back is another message
    this.ledger.rewrite = { type: "error", content, note: { error } };
    cell.writeDisplay({}, false);
  }

  isOverLimit(cell: CellContext): boolean {
    return this.over.has(cell);
  }

  private written(cell: CellContext): Written {
    return { cell: cell.bytes, notebook: this.bytes };
  }

  /** May the cell write so much more? The first time it may not, it is told so and interrupted; what it writes then is dropped. */
  private admits(cell: CellContext, bytes: number): boolean {
    cell.bytes += bytes;
    this.bytes += bytes;
    const written = this.written(cell);
    if (roomFor(this.limits, written) >= 0) return true;
    if (!this.isOverLimit(cell)) {
      this.over.add(cell);
      this.error(cell, { ename: "OutputLimit", evalue: tooMuch(this.limits, written), traceback: [] }, { kind: "limit" });
      if (isRunning(cell)) process.kill(process.pid, "SIGINT");
    }
    return false;
  }
}
