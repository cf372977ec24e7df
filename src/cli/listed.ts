/** Problems as a terminal and a log of CI show them. */
import type { Problem } from "../report/problem.js";

/** Each on a line with its place; below it, set in, what is quoted. */
export const listed = (problems: readonly Problem[]): string => problems.map(({ where, message, quote }) => [`${where}: ${message}`, ...(quote?.split("\n") ?? []).map((line) => `  ${line}`)].join("\n")).join("\n");
