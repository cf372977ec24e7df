import type { Claim } from "./model.js";

export const standing = ({ holds, open }: Claim): "holds" | "open" | "fails" => (!holds ? "fails" : open === true ? "open" : "holds");

export const mark = (claim: Claim): string => ({ holds: "✓", open: "?", fails: "✗" })[standing(claim)];

export const didFail = (summary: readonly Claim[]): boolean => summary.some(({ holds }) => !holds);
