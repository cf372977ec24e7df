/** Every expression that the reader finds in the corpora, the checker's cases, the notebooks and the assignment, each with the names of its document. */
import { readdirSync, readFileSync } from "node:fs";
import { DocumentError } from "../../../src/derivation/document/document-error.js";
import type { SourceDocument } from "../../../src/derivation/document/document.js";
import { readDocument } from "../../../src/derivation/document/read-document.js";
import { freeIndices, type Expression } from "../../../src/derivation/expression/expression.js";
import { NotUnderstood } from "../../../src/derivation/notation/not-understood.js";
import { readExpression } from "../../../src/derivation/notation/read-expression.js";
import { readFormulaTex } from "../../../src/derivation/notation/respell.js";
import type { Scope } from "../../../src/derivation/scope/scope.js";
import { readerFor } from "../../../src/derivation/scope/understood.js";
import { understand } from "../../../src/derivation/scope/understand.js";
import { NO_MACROS } from "../../../src/derivation/tex/macros.js";
import type { Tex } from "../../../src/derivation/tex/tex.js";
import { readCases } from "../check/read-cases.js";
import type { Row } from "../corpus/row.js";
import { writeDocument } from "../corpus/write-document.js";

export interface ReadFormula {
  readonly expression: Expression;
  readonly scope: Scope;
  readonly source: string;
}

export interface ReadFormulas {
  readonly document: SourceDocument;
  readonly formulas: readonly ReadFormula[];
}

const CORPUS = new URL("../corpus/", import.meta.url), FIXTURES = new URL("../fixtures/", import.meta.url);

export function* documents(): Generator<SourceDocument> {
  for (const { path, text } of readCases()) yield* readable(path, text);
  for (const file of readdirSync(CORPUS).filter((name) => name.endsWith(".jsonl")).sort()) {
    for (const line of readFileSync(new URL(file, CORPUS), "utf8").trim().split("\n")) {
      const row = JSON.parse(line) as Row;
      yield* readable(`${row.id}.md`, writeDocument(row));
    }
  }
  for (const file of readdirSync("notebooks").filter((name) => name.endsWith(".ipynb")).sort()) yield* readable(`notebooks/${file}`, readFileSync(`notebooks/${file}`, "utf8"));
  yield* readable("assignment.md", readFileSync(new URL("assignment.md", FIXTURES), "utf8"));
}

/** Cases of documents that cannot be read hold no formulas. */
function* readable(path: string, text: string): Generator<SourceDocument> {
  try {
    yield readDocument(path, text);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
  }
}

export function formulasOf(document: SourceDocument): readonly ReadFormula[] {
  return understand(document).entries.flatMap(({ parts, scope, formula }) => {
    const sides = parts.flatMap((part) => part.chain.sides.map((side) => ({ body: side.body, start: side.start, end: side.end })));
    let free: ReadonlySet<string> = new Set();
    return sides.flatMap(({ body, start, end }) => {
      const first = body.length === 0 ? null : read(body, scope, free);
      if (first === null) return [];
      // an index of the side is one at every place of it: the a of "δ_{ab} − π(a)"
      free = new Set([...free, ...freeIndices(first)]);
      const expression = read(body, scope, free) ?? first;
      return [{ expression, scope, source: document.units[formula.unit]!.text.slice(start, end) }];
    });
  });
}

function read(body: readonly Tex[], scope: Scope, free: ReadonlySet<string>): Expression | null {
  try {
    return readExpression(body, { start: body[0]!.start, end: body.at(-1)!.end }, readerFor(scope, free));
  } catch (error) {
    if (error instanceof NotUnderstood) return null;
    throw error;
  }
}

/** What is printed, read again; the reason as text where it cannot be read. */
export function readBack(latex: string, scope: Scope, free: ReadonlySet<string>): Expression | string {
  const reading = readFormulaTex(latex, { start: 0, end: latex.length }, NO_MACROS);
  if ("problem" in reading) return reading.problem.message;
  try {
    return readExpression(reading.formula.body, reading.formula, readerFor(scope, free));
  } catch (error) {
    if (error instanceof NotUnderstood) return error.message;
    throw error;
  }
}
