/**
 * From the messages of a run to the outputs of its cells: streams joined, displays updated in place, outputs cleared when asked.
 * Source: https://jupyter-client.readthedocs.io/en/latest/messaging.html#messages-on-the-iopub-pub-sub-channel
 */
import type { Written } from "./kernel/guard/output-limits.js";
import type { Message } from "./kernel/wire.js";
import type { ErrorOutput, Metadata, MimeBundle, Output } from "./nbformat.js";

interface CellOutputs {
  outputs: Output[];
  /** Where displays with an id stand. */
  displays: Map<string, number[]>;
  /** Cleared as soon as something else comes. */
  clearPending: boolean;
  bytes: number;
}

/** Collects the outputs of all cells of one run: a display may be updated by a later cell. */
export class OutputCollector {
  private readonly cells = new Map<number, CellOutputs>();
  private bytes = 0;

  outputsOf(cell: number): readonly Output[] {
    return this.cells.get(cell)?.outputs ?? [];
  }

  /** Characters of output that have arrived for a cell, and for all, cleared or not. */
  written(cell: number): Written {
    return { cell: this.cells.get(cell)?.bytes ?? 0, notebook: this.bytes };
  }

  /** Takes in one message about a cell. Types that make no output are none of its business. */
  add(cell: number, { header, content }: Message): void {
    switch (header.msg_type) {
      case "stream":
        return this.stream(this.of(cell), content["name"] === "stderr" ? "stderr" : "stdout", text(content["text"]));
      case "display_data":
        return this.display(this.of(cell), { output_type: "display_data", ...bundle(content) }, displayId(content));
      case "execute_result":
        return this.display(this.of(cell), { output_type: "execute_result", execution_count: count(content), ...bundle(content) }, displayId(content));
      case "update_display_data":
        return this.update(this.of(cell), displayId(content), bundle(content));
      case "error":
        this.push(this.of(cell), errorOutput(content));
        return;
      case "clear_output":
        return clear(this.of(cell), content["wait"] === true);
    }
  }

  private of(cell: number): CellOutputs {
    const known = this.cells.get(cell) ?? { outputs: [], displays: new Map<string, number[]>(), clearPending: false, bytes: 0 };
    this.cells.set(cell, known);
    return known;
  }

  private count(cell: CellOutputs, bytes: number): void {
    cell.bytes += bytes;
    this.bytes += bytes;
  }

  private push(cell: CellOutputs, output: Output): number {
    if (cell.clearPending) clear(cell, false);
    return cell.outputs.push(output) - 1;
  }

  /** Nothing is no output: Node writes the empty stderr of a child that failed. */
  private stream(cell: CellOutputs, name: "stdout" | "stderr", added: string): void {
    if (added === "") return;
    this.count(cell, added.length);
    const last = cell.outputs.at(-1);
    if (!cell.clearPending && last?.output_type === "stream" && last.name === name) {
      cell.outputs[cell.outputs.length - 1] = { ...last, text: last.text + added };
    } else this.push(cell, { output_type: "stream", name, text: added });
  }

  private display(cell: CellOutputs, output: Output, id: string | null): void {
    this.count(cell, JSON.stringify(output).length);
    const index = this.push(cell, output);
    if (id !== null) cell.displays.set(id, [...(cell.displays.get(id) ?? []), index]);
  }

  /** Every display with this id, in whichever cell. */
  private update(from: CellOutputs, id: string | null, { data, metadata }: { readonly data: MimeBundle; readonly metadata: Metadata }): void {
    if (id === null) return;
    this.count(from, JSON.stringify(data).length);
    for (const { outputs, displays } of this.cells.values()) {
      for (const index of displays.get(id) ?? []) outputs[index] = { ...(outputs[index] as Output), data, metadata } as Output;
    }
  }
}

function clear(cell: CellOutputs, wait: boolean): void {
  cell.clearPending = wait;
  if (wait) return;
  cell.outputs = [];
  cell.displays = new Map();
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const record = <Value>(value: unknown): { readonly [key: string]: Value } => (typeof value === "object" && value !== null ? (value as { readonly [key: string]: Value }) : {});

const bundle = (content: Message["content"]): { readonly data: MimeBundle; readonly metadata: Metadata } => ({ data: record(content["data"]), metadata: record(content["metadata"]) });

const count = ({ execution_count: value }: Message["content"]): number | null => (typeof value === "number" ? value : null);

function displayId(content: Message["content"]): string | null {
  const id = record<unknown>(content["transient"])["display_id"];
  return typeof id === "string" ? id : null;
}

export function errorOutput({ ename, evalue, traceback }: Message["content"]): ErrorOutput {
  const lines: readonly unknown[] = Array.isArray(traceback) ? traceback : [];
  return { output_type: "error", ename: text(ename) || "Error", evalue: text(evalue), traceback: lines.map(text) };
}
