/** Cases of the checker as text: a title, a document, `==>`, what must come. The form is told in `cases/README.md`. */
import { readdirSync, readFileSync } from "node:fs";
import type { EquationKind, Severity, Verdict } from "../../../src/derivation/check/checked-document.js";

export interface Expected {
  readonly tag: string;
  /** `(1) definition`: nothing is claimed there. */
  readonly kind: EquationKind;
  readonly verdict: Verdict;
  /** The code of an error: `fails: unbound`. */
  readonly code: string | null;
  /** The first step that does not hold, from 1. */
  readonly step: number | null;
  /** Another problem that must be told: `, warning broadcast`. */
  readonly remark: { readonly severity: Severity; readonly code: string | null } | null;
  /** Words that stand in one of its messages or suggestions. */
  readonly words: string | null;
}

export interface Case {
  readonly file: string;
  readonly title: string;
  /** Written down before the checker can do it: it is run and reported, and does not fail the suite. */
  readonly todo: boolean;
  /** The extension decides how it is read. */
  readonly path: string;
  readonly text: string;
  readonly expected: readonly Expected[];
}

const FOLDER = new URL("cases/", import.meta.url);
const TITLE = /^=== (todo: )?(.*?)(?: \((tex|ipynb)\))?$/;

export function readCases(): readonly Case[] {
  return readdirSync(FOLDER).filter((name) => name.endsWith(".txt")).sort().flatMap((name) => casesOf(name, readFileSync(new URL(name, FOLDER), "utf8")));
}

function casesOf(file: string, text: string): readonly Case[] {
  return text.split(/^(?==== )/m).filter((part) => part.startsWith("=== ")).map((part) => {
    const [head = "", ...lines] = part.split("\n");
    const arrow = lines.indexOf("==>");
    const title = TITLE.exec(head);
    if (title === null || arrow < 0) throw new Error(`${file}: the case '${head}' has no title or no line '==>'`);
    const kind = title[3] ?? "md";
    const body = `${lines.slice(0, arrow).join("\n")}\n`;
    const expected = lines.slice(arrow + 1).filter((line) => line.trim() !== "").map((line) => expectedOf(file, line));
    return { file, title: title[2]!, todo: title[1] !== undefined, path: `case.${kind}`, text: kind === "ipynb" ? notebookOf(body) : body, expected };
  });
}

const LINE = /^\(([^)]+)\) (holds|fails|unchecked|waived|definition|declaration|statement)(?:: ([a-z-]+))?(?:, step (\d+))?(?:, (error|warning|note)(?: ([a-z-]+))?)?(?: "(.*)")?$/;

function expectedOf(file: string, line: string): Expected {
  const found = LINE.exec(line);
  if (found === null) throw new Error(`${file}: '${line}' is no expectation: write, for example, (2) fails: unbound, step 1, note dots "the words of a message"`);
  const [, tag, what, code, step, severity, remark, words] = found;
  const verdict = /^(holds|fails|unchecked|waived)$/.test(what!);
  return {
    tag: tag!, kind: verdict ? "claim" : (what as EquationKind), verdict: verdict ? (what as Verdict) : "holds", code: code ?? null, step: step === undefined ? null : Number(step),
    remark: severity === undefined ? null : { severity: severity as Severity, code: remark ?? null }, words: words ?? null,
  };
}

/** Cells are parted by lines `--- markdown` and `--- code`. */
function notebookOf(text: string): string {
  const cells = text.split(/^(?=--- (?:markdown|code)$)/m).filter((part) => part.startsWith("--- ")).map((part, k) => {
    const [head = "", ...lines] = part.trimEnd().split("\n");
    const source = lines.join("\n");
    return head === "--- code" ? { cell_type: "code", id: `c${k}`, metadata: {}, execution_count: null, outputs: [], source } : { cell_type: "markdown", id: `c${k}`, metadata: {}, source };
  });
  return JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells });
}
