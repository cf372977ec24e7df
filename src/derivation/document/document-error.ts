/** A document that cannot be read at all: which file, where in it, what to do. */
export class DocumentError extends Error {
  override readonly name = "DocumentError";

  /** @param line and column count from 1; null where the fault has no place */
  constructor(
    readonly path: string,
    readonly problem: string,
    readonly line: number | null = null,
    readonly column: number | null = null,
  ) {
    super(line === null ? `${path}: ${problem}` : `${path}, line ${line}, column ${column}: ${problem}`);
  }
}
