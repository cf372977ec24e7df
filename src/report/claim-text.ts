import type { Claim } from "./model.js";

export const standing = ({ holds }: Claim): "holds" | "open" | "fails" => (holds === null ? "open" : holds ? "holds" : "fails");

export const mark = (claim: Claim): string => ({ holds: "✓", open: "?", fails: "✗" })[standing(claim)];

export const didFail = (summary: readonly Claim[]): boolean => summary.some(({ holds }) => holds === false);
