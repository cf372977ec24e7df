/** A file of a data set, as bytes. */
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** A file that is damaged or not what its name says: which file, what was expected, what was found. */
export class DataError extends Error {
  override readonly name = "DataError";
}

/** The first of these names that is in the folder, plain or with `.gz` after it; null if none is. */
export function findData(folder: string, names: readonly string[]): string | null {
  // a folder of this name is what some programs unpack an archive to
  const files = names.flatMap((name) => [name, `${name}.gz`]).map((name) => join(folder, name));
  return files.find((file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true) ?? null;
}

/**
 * The bytes of a file; where they are compressed by gzip, uncompressed (the bytes tell, not the name).
 * @throws DataError
 */
export function readData(file: string): Buffer {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new DataError(`${file}: cannot be read: ${(error as NodeJS.ErrnoException).code ?? (error as Error).message}`);
  }
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes);
  } catch (error) {
    throw new DataError(`${file}: begins as gzip does and cannot be uncompressed (${(error as Error).message}): it is damaged, or its download was cut off`);
  }
}
