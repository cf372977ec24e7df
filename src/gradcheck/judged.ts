import type { Entry, Flat } from "./compare-gradient.js";
import type { InputCheck } from "./gradient-check.js";
import { recogniseEntries, recogniseSlip, type Suspect } from "./recognise-slip.js";

/** The gradient by one input, judged, with what only a picture of it needs. */
export interface Judged {
  readonly check: InputCheck;
  readonly gradient: Flat | null;
  /** All entries that do not agree; null where not every entry was decided (a sample, a gradient of the wrong shape). */
  readonly differing: readonly Entry[] | null;
}

/** The check with the kind of slip: of the few entries that are wrong, or of the whole. */
export function withSlip(check: Omit<InputCheck, "slip">, wrong: readonly Entry[], suspect: Suspect): InputCheck {
  const isSparse = check.wrong <= check.entries / 4;
  const slip = isSparse ? (recogniseEntries(wrong) ?? (wrong.length > 2 ? recogniseSlip(suspect) : null)) : (recogniseSlip(suspect) ?? recogniseEntries(wrong));
  return { ...check, slip, message: slip === null ? check.message : `${check.message}; ${slip}` };
}
