/** Small edits of a written side: the slips that authors make, turned round. Text and place only; whether one helps is decided elsewhere. */
import type { Edit, EditContext } from "./edit.js";
import { factorEdits, orderEdits } from "./factor-edits.js";
import { indexArithmeticEdits } from "./index-edits.js";
import { functionEdits, nameEdits, wholeEdits } from "./name-edits.js";
import { numberEdits, powerEdits } from "./power-edits.js";
import { rewritingEdits } from "./rewriting-edits.js";
import { signEdits, signSwaps } from "./sign-edits.js";
import { indexEdits, interchangeEdits } from "./subscript-edits.js";
import { sumEdits } from "./sum-edits.js";
import { termEdits } from "./term-edits.js";
import { transposeEdits } from "./transpose-edits.js";

/** All edits of a side, likeliest first. */
export function editsOf(context: EditContext): readonly Edit[] {
  const edits = [...indexEdits(context), ...transposeEdits(context), ...signEdits(context), ...termEdits(context), ...factorEdits(context), ...orderEdits(context), ...powerEdits(context), ...numberEdits(context), ...sumEdits(context), ...nameEdits(context), ...functionEdits(context), ...signSwaps(context), ...interchangeEdits(context), ...wholeEdits(context), ...indexArithmeticEdits(context), ...rewritingEdits(context)];
  return edits.sort((a, b) => a.rank - b.rank);
}
