import type { Agreement } from "./agreement.js";
import type { LayerPart, Side } from "./layer-check.js";

/** What the checker says of the paper's gradient by one input. */
export interface PaperClaim {
  readonly side: Side;
  readonly message: string;
}

/** One input's gradient: the paper's as a claim, the code's against a derivative. */
export interface GradientEvidence {
  readonly name: string;
  readonly claim: PaperClaim;
  readonly code: Agreement;
}

export interface Arbitration {
  readonly sides: Pick<LayerPart, "paper" | "code">;
  readonly why: string;
}

/**
 * Whose forward is wrong where the two differ, as the gradients tell: those of the code are the derivative of the paper's function (`toPaper`), or of the
 * code's own (`toOwn`), while the paper's do not even follow from the paper's. A gradient that fits both tells nothing.
 */
export function arbitrate(toPaper: readonly GradientEvidence[], toOwn: readonly GradientEvidence[]): Arbitration {
  const fits = (evidence: readonly GradientEvidence[]): boolean => evidence.length > 0 && evidence.every(({ code }) => code.agrees === true);
  const paperIsBroken = toPaper.some(({ claim }) => claim.side === "wrong");
  if (fits(toPaper) && !fits(toOwn)) return { sides: { paper: "right", code: "wrong" }, why: "backward is the derivative of latex.forward, not of forward" };
  if (fits(toOwn) && !fits(toPaper) && paperIsBroken) return { sides: { paper: "wrong", code: "right" }, why: "backward is the derivative of forward, and the paper's own gradients do not follow from latex.forward" };
  return { sides: { paper: "unknown", code: "unknown" }, why: "which of them is meant, the gradients do not tell" };
}
