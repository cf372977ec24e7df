/**
 * Bursts of text on their way to ZeroMQ: the first writes of a tick go out one by one; from then on they are joined for a moment, as a
 * message costs more than a line.
 */
import type { CellContext } from "./cell-context.js";
import type { Ledger } from "./publisher.js";
import type { TextWriter } from "./output.js";

const DIRECT_WRITES = 32;
const JOIN_BYTES = 1 << 16;
const JOIN_MILLISECONDS = 50;

export class HeldText implements TextWriter {
  private held: { readonly cell: CellContext; readonly name: string; readonly texts: string[]; bytes: number; readonly since: number } | null = null;
  private writesThisTick = 0;

  constructor(ledger: Ledger) {
    ledger.beforeSend = () => this.flush();
    process.once("exit", () => this.flush());
  }

  write(cell: CellContext, name: string, text: string): void {
    this.countWrite();
    if (this.writesThisTick <= DIRECT_WRITES) cell.writeStream(name, text);
    else this.hold(cell, name, text);
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
}
