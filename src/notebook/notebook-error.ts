/** A notebook that cannot be read or run as it is: which file, where in it, and what to do. */
export class NotebookError extends Error {
  override readonly name = "NotebookError";

  constructor(
    readonly path: string,
    readonly problem: string,
  ) {
    super(`${path}: ${problem}`);
  }
}
