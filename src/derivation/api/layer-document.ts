/** A layer's LaTeX as the document that a student would write of it: what the names are, the forward formula, the gradients. */
import { checkDocument } from "../check/check-document.js";
import type { CheckedEquation } from "../check/checked-document.js";
import type { SourceDocument } from "../document/document.js";
import { readDocument } from "../document/read-document.js";
import type { Expression } from "../expression/expression.js";
import { NotUnderstood } from "../notation/not-understood.js";
import { readExpression } from "../notation/read-expression.js";
import type { Scope } from "../scope/scope.js";
import { readerFor, type Understood } from "../scope/understood.js";
import { understand } from "../scope/understand.js";

/** What of a layer is on paper. */
export interface Paper {
  readonly name: string;
  readonly latex: { readonly where?: string; readonly forward: string; readonly backward: { readonly [input: string]: string } };
}

export interface LayerDocument {
  readonly text: string;
  readonly document: SourceDocument;
  readonly scope: Scope;
  /** The name on the left of the forward formula. */
  readonly output: string;
  readonly gradients: ReadonlyMap<string, GradientFormula>;
}

export interface GradientFormula {
  /** What the loss is differentiated by on the left side; null where the left side is no such derivative. */
  readonly by: string | null;
  /** What is differentiated by what; null where it is not understood. */
  readonly left: Expression | null;
}

/** @throws Error if the forward formula defines nothing: then there is nothing to compare with */
export function readLayerDocument({ name, latex }: Paper): LayerDocument {
  const inputs = Object.keys(latex.backward);
  const text = [sentence(latex), ...[latex.forward, ...inputs.map((input) => latex.backward[input]!)].map((formula) => `$$${oneLine(formula)}$$`)].join("\n\n");
  const document = readDocument(`${name}.md`, text);
  const { scope, entries } = understand(document);
  const [forward, ...backward] = entries.filter(({ formula }) => formula.display);
  const definition = forward?.parts.find(({ kind }) => kind === "definition");
  const output = definition === undefined ? null : nameOf(leftSide(definition, scope));
  if (output === null || backward.length !== inputs.length) throw new Error(`checkLayer: latex.forward of ${name} must define the output in a way that is understood: '${latex.forward}'`);
  return { text, document, scope, output, gradients: new Map(inputs.map((input, k) => [input, { by: variableOf(backward[k]!.parts[0], output, scope), left: backward[k]!.parts[0] === undefined ? null : leftSide(backward[k]!.parts[0], scope) }] as const)) };
}

/** What the checker says of each gradient. */
export function checkedGradients({ text, document, gradients }: LayerDocument, seed: number): ReadonlyMap<string, CheckedEquation> {
  const lines = text.split("\n");
  const displays = checkDocument(document, { seed }).equations.filter(({ line, column }) => lines[line - 1]!.startsWith("$$", column - 1)).slice(1);
  return new Map([...gradients.keys()].map((input, k) => [input, displays[k]!]));
}

/** `where` is a formula, or a sentence with formulas in it. */
const sentence = ({ where = "" }: Paper["latex"]): string => (where === "" || where.includes("$") ? where : `$${where}$`);
const oneLine = (formula: string): string => formula.replace(/\s+/g, " ").trim();

/** The X of `\frac{dL}{dX}` and of `\frac{dL}{dX_{ik}}`: of the loss L, or of the output where that is the loss. */
function variableOf(part: Understood | undefined, output: string, scope: Scope): string | null {
  const left = part === undefined ? null : leftSide(part, scope);
  if (left?.kind !== "derivative" || left.by.length !== 1) return null;
  return ["L", "\\mathcal{L}", output].includes(nameOf(left.of) ?? "") ? nameOf(left.by[0]!) : null;
}

function leftSide({ chain }: Understood, scope: Scope): Expression | null {
  const [left] = chain.sides;
  try {
    return left === undefined ? null : readExpression(left.body, left, readerFor(scope));
  } catch (error) {
    if (error instanceof NotUnderstood) return null;
    throw error;
  }
}

const nameOf = (e: Expression | null): string | null => (e?.kind === "name" ? e.name : e?.kind === "entry" ? nameOf(e.of) : null);
