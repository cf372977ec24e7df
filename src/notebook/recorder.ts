/**
 * Sorts what a kernel publishes by cell: outputs, errors, records. Also what comes after a cell's end.
 */
import { deserialize } from "node:v8";
import { OutputCollector, errorOutput } from "./collect-outputs.js";
import { type OutputLimits, roomFor, tooMuch } from "./kernel/guard/output-limits.js";
import { type ErrorNote, RECORD_MIME } from "./kernel/guard/protocol.js";
import { noteOf } from "./kernel/sequence.js";
import type { Message } from "./kernel/wire.js";
import type { ErrorOutput, Output } from "./nbformat.js";

export interface RecordedError {
  readonly output: ErrorOutput;
  readonly note: ErrorNote | null;
}

export class Recorder {
  private readonly cellOf = new Map<string, number>();
  private readonly collector = new OutputCollector();
  private readonly errors = new Map<number, RecordedError[]>();
  private readonly records = new Map<number, unknown[]>();
  private readonly closed = new Set<number>();
  /** Cells that have written all that they may. */
  private readonly full = new Set<number>();
  private latest: number | undefined;
  /** Called when a cell has written more characters than it may. `isTold`: the guard says so too, and has interrupted it. */
  onOverflow: (cell: number, isTold: boolean) => void = () => {};

  /** @param limits in characters */
  constructor(private readonly limits: OutputLimits = {}) {}

  /** From now on, messages that answer this request are this cell's. */
  expect(request: string, cell: number): void {
    this.cellOf.set(request, cell);
    this.latest = cell;
  }

  /** Whatever errors this cell has from now on come of our interrupting it, and are not its own. */
  ignoreErrorsOf(cell: number): void {
    this.closed.add(cell);
  }

  /** What answers no cell's request, as from a thread of Python's while the kernel is asked something else, is the latest cell's. */
  receive(message: Message): void {
    const cell = this.cellOf.get(message.parent.msg_id ?? "") ?? this.latest;
    if (cell === undefined) return;
    const record = recordIn(message);
    if (record !== null) return push(this.records, cell, record.value);
    if (message.header.msg_type === "error") {
      if (this.closed.has(cell)) return;
      const note = noteOf(message)?.error ?? null;
      push(this.errors, cell, { output: errorOutput(message.content), note });
      this.collector.add(cell, message);
      if (note?.kind === "limit") this.onOverflow(cell, true);
    } else if (!this.full.has(cell)) this.add(cell, message);
  }

  /** As much of it as the cell may write. */
  private add(cell: number, message: Message): void {
    const kept = cut(message, Math.max(0, roomFor(this.limits, this.collector.written(cell))));
    this.collector.add(cell, kept);
    if (kept === message && roomFor(this.limits, this.collector.written(cell)) >= 0) return;
    this.full.add(cell);
    push(this.errors, cell, { output: this.addError(cell, "OutputLimit", tooMuch(this.limits, this.collector.written(cell))), note: { kind: "limit" } });
    this.onOverflow(cell, false);
  }

  /** Adds an error that the kernel did not tell, so that the cell shows it. */
  addError(cell: number, ename: string, evalue: string): ErrorOutput {
    const content = { ename, evalue, traceback: [`${ename}: ${evalue}`] };
    this.collector.add(cell, { header: { msg_type: "error" } as Message["header"], parent: {}, metadata: {}, content });
    return errorOutput(content);
  }

  outputsOf(cell: number): readonly Output[] {
    return this.collector.outputsOf(cell);
  }

  errorsOf(cell: number): readonly RecordedError[] {
    return this.errors.get(cell) ?? [];
  }

  recordsOf(cell: number): readonly unknown[] {
    return this.records.get(cell) ?? [];
  }
}

/** A stream's message with no more text than so many characters. */
function cut(message: Message, room: number): Message {
  const { header, content } = message, text = content["text"];
  return header.msg_type === "stream" && typeof text === "string" && text.length > room ? { ...message, content: { ...content, text: text.slice(0, room) } } : message;
}

function recordIn({ header, content }: Message): { readonly value: unknown } | null {
  if (header.msg_type !== "display_data") return null;
  const data = content["data"] as { readonly [mime: string]: unknown } | undefined;
  const record = data?.[RECORD_MIME];
  return typeof record === "string" ? { value: deserialize(Buffer.from(record, "base64")) } : null;
}

function push<Value>(lists: Map<number, Value[]>, cell: number, value: Value): void {
  const list = lists.get(cell) ?? [];
  lists.set(cell, list);
  list.push(value);
}
