/** Small data files that the tests write. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder that goes with the process. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "backproof-data-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** An IDX file: head and values. */
export function idx(shape: readonly number[], values: readonly number[], type = 0x08): Buffer {
  const head = Buffer.alloc(4 + 4 * shape.length);
  head[2] = type;
  head[3] = shape.length;
  shape.forEach((length, axis) => head.writeUInt32BE(length, 4 + 4 * axis));
  return Buffer.concat([head, Buffer.from(values)]);
}

/** A record of CIFAR-10: the label, then pixels p, p + 1, … */
export const record = (label: number, p: number): Buffer => Buffer.from([label, ...Array.from({ length: 3072 }, (_, k) => (p + k) % 256)]);

/** @param files by name; undefined for one that is left out */
export function write(folder: string, files: { readonly [name: string]: Buffer | undefined }): string {
  for (const [name, bytes] of Object.entries(files)) if (bytes !== undefined) writeFileSync(join(folder, name), bytes);
  return folder;
}
