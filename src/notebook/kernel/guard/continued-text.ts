/**
 * Bursts of text on their way to the outlet: what goes on where the last message ended goes out as it is, a frame alone. A line costs a
 * system call, and nothing is held back that could be lost.
 */
import type { CellContext } from "./cell-context.js";
import type { Send } from "./outlet.js";
import type { TextWriter } from "./output.js";
import type { Ledger } from "./publisher.js";

/** Half a pair: UTF-8 has no bytes for it, JSON has. */
const LONE_SURROGATE = /\p{Surrogate}/u;

export class ContinuedText implements TextWriter {
  /** What the last message was a stream of; null if it was something else. */
  private last: { readonly cell: CellContext; readonly name: string } | null = null;

  constructor(
    ledger: Ledger,
    private readonly outlet: Send,
  ) {
    ledger.beforeSend = () => void (this.last = null);
  }

  write(cell: CellContext, name: string, text: string): void {
    if (this.last?.cell === cell && this.last.name === name && !LONE_SURROGATE.test(text)) return this.outlet([text]);
    cell.writeStream(name, text);
    this.last = { cell, name };
  }
}
