import type { Span, TexProblem } from "./tex.js";

/** How a reader deep inside a formula gives up; `readTex` turns it into a value. It never leaves this folder. */
export class TexFault extends Error {
  override readonly name = "TexFault";
  readonly problem: TexProblem;

  constructor({ start, end }: Span, message: string) {
    super(message);
    this.problem = { start, end, message };
  }
}
