/** Where a displayed value goes: to the Jupyter kernel this process is, or to standard output where it is none. */
import { createRequire } from "node:module";
import type { Metadata, MimeBundle } from "../notebook/nbformat.js";

export interface DisplayMessage {
  readonly data: MimeBundle;
  readonly metadata: Metadata;
}

interface RunningTslab {
  readonly lastWriteDisplayData: ((message: DisplayMessage & { readonly transient: object }, update: boolean) => void) | null;
}

/**
 * tslab's public API sends one MIME type a message, and two of its copies may be installed; so the copy that is running is looked for among the loaded modules.
 * `lastWriteDisplayData` is what tslab's own `display` uses (tslab 1.0, dist/jupyter.js).
 */
function runningTslab(loaded: { readonly [path: string]: { readonly exports: unknown } | undefined }): RunningTslab["lastWriteDisplayData"] {
  for (const [path, module] of Object.entries(loaded)) {
    const write = /[\\/]tslab[\\/]dist[\\/]jupyter\.js$/.test(path) ? (module?.exports as Partial<RunningTslab> | undefined)?.lastWriteDisplayData : undefined;
    if (typeof write === "function") return write;
  }
  return null;
}

interface DenoJupyter {
  broadcast(type: "display_data", content: DisplayMessage & { readonly transient: object }): Promise<void>;
}

/** Sends a bundle to the notebook; outside a notebook prints its plain text. */
export function send(message: DisplayMessage, loaded = createRequire(import.meta.url).cache): void {
  const write = runningTslab(loaded);
  if (write !== null) return write({ ...message, transient: {} }, false);
  const deno = (globalThis as { readonly Deno?: { readonly jupyter?: DenoJupyter } }).Deno?.jupyter;
  if (deno !== undefined) return void deno.broadcast("display_data", { ...message, transient: {} });
  console.log(typeof message.data["text/plain"] === "string" ? message.data["text/plain"] : JSON.stringify(message.data));
}
