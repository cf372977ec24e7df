/** The checker's record as JSON: the contract that other programs read. */
import type { Printed } from "./printed.js";
import { reportOf } from "../check/summary.js";

export const printJson = (documents: readonly Printed[]): string => `${JSON.stringify(reportOf(documents.map(({ checked }) => checked)), null, 2)}\n`;
