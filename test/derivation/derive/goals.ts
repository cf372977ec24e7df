/** Goals for the deriver out of written documents: the left side of the display with a tag, and its right side to hold the result against. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { readDocument } from "../../../src/derivation/document/read-document.js";
import type { Layout } from "../../../src/derivation/expand/world.js";
import { freeIndices, walk, type Expression } from "../../../src/derivation/expression/expression.js";
import { readExpression } from "../../../src/derivation/notation/read-expression.js";
import type { Scope } from "../../../src/derivation/scope/scope.js";
import { readerFor } from "../../../src/derivation/scope/understood.js";
import { understand } from "../../../src/derivation/scope/understand.js";
import type { Row } from "../corpus/row.js";

export interface Goal {
  readonly left: Expression;
  readonly right: Expression;
  readonly scope: Scope;
  readonly layout: Layout;
}

/** @throws Error where the document has no such display */
export function goalOf(text: string, tag = "1"): Goal {
  const document = readDocument("goal.md", text);
  const entry = understand(document).entries.find((each) => (each.entry.tag ?? each.formula.tag) === tag);
  const sides = entry?.parts.at(-1)?.chain.sides.filter(({ body }) => body.length > 0) ?? [];
  if (entry === undefined || sides.length < 2) throw new Error(`no display (${tag}) with two sides`);
  const [first, last] = [sides[0]!, sides.at(-1)!];
  const left = readExpression(first.body, first, readerFor(entry.scope));
  return { left, right: readExpression(last.body, last, readerFor(entry.scope, freeIndices(left))), scope: entry.scope, layout: document.conventions.layout };
}

export const holdsDerivative = (e: Expression): boolean => [...walk(e)].some((node) => node.kind === "derivative" || node.kind === "gradient" || (node.kind === "call" && node.primes > 0));

const folder = join("test", "derivation", "corpus");

/** The sixth and seventh corpora were not measured with the deriver yet. */
export const corpusRows: readonly Row[] = readdirSync(folder).filter((file) => file.endsWith(".jsonl") && !/^(sixth|seventh)/.test(file))
  .flatMap((file) => readFileSync(join(folder, file), "utf8").trim().split("\n").map((line) => JSON.parse(line) as Row));
