/**
 * Which files were read, and whether they are still as they were.
 */
import { statSync } from "node:fs";
import type { Files } from "../guard/without-docs.js";

export class ReadFiles {
  private readonly states = new Map<string, string>();

  /** The files, each noted when it is read. */
  watched(files: Files): Files {
    return Object.assign(Object.create(files) as Files, {
      readFile: (path: string, encoding?: string) => {
        const state = stateOf(path); // before it is read: what changes meanwhile counts as changed
        if (state !== null) this.states.set(path, state);
        return files.readFile(path, encoding);
      },
    });
  }

  areUnchanged(): boolean {
    return [...this.states].every(([path, state]) => stateOf(path) === state);
  }
}

function stateOf(path: string): string | null {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? null : `${found.mtimeMs} ${found.ctimeMs} ${found.size} ${found.ino}`;
}
