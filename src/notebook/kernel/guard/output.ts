/**
 * What a cell writes, on its way to the publisher: bursts of text are joined, and the limit is kept.
 */
import { type CellContext, currentCell, isRunning } from "./cell-context.js";
import type { Ledger } from "./publisher.js";
import type { ErrorNote, GuardOptions } from "./protocol.js";

/** Writes of one tick that go out one by one; from then on they are joined, up to so many bytes or milliseconds. */
const DIRECT_WRITES = 32;
const JOIN_BYTES = 1 << 16;
const JOIN_MILLISECONDS = 50;

export interface ErrorContent {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

export class Output {
  private held: { readonly cell: CellContext; readonly name: string; readonly texts: string[]; bytes: number; readonly since: number } | null = null;
  private writesThisTick = 0;

  constructor(
    private readonly ledger: Ledger,
    private readonly options: GuardOptions,
  ) {
    ledger.beforeSend = () => this.flush();
    process.once("exit", () => this.flush());
  }

  /** Text of the cell that the present code belongs to. */
  text(name: string, text: string): void {
    const cell = currentCell();
    if (cell === null || !this.admits(cell, text.length)) return;
    this.countWrite();
    if (this.writesThisTick <= DIRECT_WRITES) cell.writeStream(name, text);
    else this.hold(cell, name, text);
  }

  /** A display of the cell that the present code belongs to. */
  display(data: unknown, update: boolean): void {
    const cell = currentCell();
    if (cell === null || !this.admits(cell, 0)) return;
    this.flush();
    const before = this.ledger.bytes;
    cell.writeDisplay(data, update);
    this.admits(cell, this.ledger.bytes - before);
  }

  /** An `error` message: sent as a display, rewritten on its way. */
  error(cell: CellContext, content: ErrorContent, error: ErrorNote): void {
    this.flush();
    this.ledger.rewrite = { type: "error", content, note: { error } };
    cell.writeDisplay({}, false);
  }

  isOverLimit(cell: CellContext): boolean {
    return cell.bytes > this.options.outputLimit;
  }

  private countWrite(): void {
    if (this.writesThisTick++ > 0) return;
    setImmediate(() => {
      this.writesThisTick = 0;
      this.flush();
    });
  }

  private hold(cell: CellContext, name: string, text: string): void {
    if (this.held?.cell !== cell || this.held.name !== name) {
      this.flush();
      this.held = { cell, name, texts: [], bytes: 0, since: performance.now() };
    }
    this.held.texts.push(text);
    this.held.bytes += text.length;
    if (this.held.bytes > JOIN_BYTES || performance.now() - this.held.since > JOIN_MILLISECONDS) this.flush();
  }

  private flush(): void {
    const held = this.held;
    this.held = null; // first: sending asks for a flush again
    held?.cell.writeStream(held.name, held.texts.join(""));
  }

  /** May the cell write so much more? The first time it may not, it is told so and interrupted; what it writes then is dropped. */
  private admits(cell: CellContext, bytes: number): boolean {
    const limit = this.options.outputLimit;
    const told = this.isOverLimit(cell);
    cell.bytes += bytes;
    if (!this.isOverLimit(cell)) return true;
    if (!told) {
      this.error(cell, { ename: "OutputLimit", evalue: `the cell wrote more than ${limit} bytes`, traceback: [] }, { kind: "limit" });
      if (isRunning(cell)) process.kill(process.pid, "SIGINT");
    }
    return false;
  }
}
