import type { Claim } from "./model.js";

export const mark = ({ holds }: Claim): string => (holds ? "✓" : "✗");

export const didFail = (summary: readonly Claim[]): boolean => summary.some(({ holds }) => !holds);
