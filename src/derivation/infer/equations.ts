/** The equations of a document as the inference sees them: both sides read, definitions first. */
import type { Conventions, SourceDocument } from "../document/document.js";
import { layoutAt } from "../document/said-layout.js";
import { freeIndices, namesIn, type Expression } from "../expression/expression.js";
import { isOfNumbers } from "../notation/entrywise.js";
import { NotUnderstood } from "../notation/not-understood.js";
import { readExpression } from "../notation/read-expression.js";
import type { Reader } from "../notation/reader.js";
import type { Scope } from "../scope/scope.js";
import type { Understood, UnderstoodEntry } from "../scope/understood.js";

export interface Equation {
  readonly sides: readonly Expression[];
  readonly fragment: number;
  readonly layout: Conventions["layout"];
  /** "(3)" or "line 12", to speak of it. */
  readonly place: string;
  readonly defines: boolean;
  /** The name on its left, where a side after it could not be read: it may be defined by what we do not know. */
  readonly unread: string | null;
  /** Parameters of the function that it defines. */
  readonly parameters: readonly string[];
  /** The function that it defines. */
  readonly called: string | null;
}

const EQUAL = new Set(["=", "\\equiv", ":=", "\\coloneqq", "\\triangleq", "\\defeq"]);

export function equationsOf(entries: readonly UnderstoodEntry[], document: SourceDocument, scope: Scope, readerFor: (scope: Scope, free?: ReadonlySet<string>) => Reader): readonly Equation[] {
  const found: Equation[] = [];
  let previous: readonly Expression[] = [];
  for (const entry of entries) {
    for (const part of entry.parts) {
      const { chain } = part;
      const spoken = entry.formula.display || chain.relations.length > 0 ? null : ofRanges(part, scope, readerFor);
      if (spoken !== null) found.push({ sides: [spoken], fragment: entry.fragment, layout: layoutAt(document, entry.fragment), place: placeOf(entry, document), defines: true, unread: null, parameters: [], called: null });
      if ((part.kind === "declaration" && part.assumes !== true) || !chain.relations.every(({ text }) => EQUAL.has(text))) continue;
      const continues = entry.formula.display && chain.sides[0]?.body.length === 0;
      if (chain.relations.length === 0) continue;
      const origin = continues ? previous : [];
      const bodies = chain.sides.filter((side) => side.body.length > 0).map(({ body }) => body);
      const sides = readSides(bodies, origin, scope, readerFor);
      const unread = sides.length < bodies.length && sides[0] !== undefined && sides[0].start === bodies[0]![0]!.start ? targetOf(sides[0]) : null;
      if (!entry.formula.display && part.kind !== "definition" && part.assumes !== true && unread === null) continue;
      const [left] = sides;
      const isFunction = left?.kind === "call" && part.kind === "definition";
      const parameters = isFunction ? placeholders(left, sides.slice(1)) : [];
      const all = isFunction ? sides.slice(1) : [...origin.slice(-1), ...sides];
      if (all.length > 0) found.push({ sides: all, fragment: entry.fragment, layout: layoutAt(document, entry.fragment), place: placeOf(entry, document), defines: part.kind === "definition", unread, parameters, called: isFunction ? left.function : null });
      if (entry.formula.display) previous = [...(origin.length > 0 ? origin : sides.slice(0, 1)), ...sides.slice(-1)];
    }
  }
  return [...found.filter(({ defines }) => defines), ...found.filter(({ defines }) => !defines)];
}

/** "an image $x_{c,i,j}$ with $c = 1, \\dots, C$, …": an array that is spoken of by entries all of whose indices have a range that the document says. */
function ofRanges({ statement }: Understood, scope: Scope, readerFor: (scope: Scope, free?: ReadonlySet<string>) => Reader): Expression | null {
  const [only] = statement.body;
  if (statement.body.length !== 1 || only?.kind !== "scripts" || only.sub === null) return null;
  const [entry] = readSides([statement.body], [], scope, readerFor);
  return entry?.kind === "entry" && entry.of.kind === "name" && entry.at.length > 1 && entry.at.every((at) => at?.kind === "index" && scope.ranges.has(at.name)) ? entry : null;
}

/** Parameters that may be anything: those of a formula of numbers. `w` of `E(w) = \\frac12 w^T w` is the document's own w. */
function placeholders({ arguments: given }: Expression & { readonly kind: "call" }, bodies: readonly Expression[]): readonly string[] {
  // the θ of `J(\\theta) = \\sum_i h_\\theta(x_i)` stands in what defines h
  const spoken = new Set(bodies.flatMap((body) => [...namesIn(body), ...freeIndices(body)]));
  const names = given.flatMap((argument) => ((argument.kind === "name" || argument.kind === "index") && spoken.has(argument.name) ? [argument.name] : []));
  return names.every((name) => bodies.every((body) => isOfNumbers(name, body))) ? names : [];
}

/** Sides that cannot be read are left out. */
function readSides(bodies: readonly (readonly Parameters<typeof readExpression>[0][number][])[], origin: readonly Expression[], scope: Scope, readerFor: (scope: Scope, free?: ReadonlySet<string>) => Reader): readonly Expression[] {
  const sides: Expression[] = [];
  for (const body of bodies) {
    const free = new Set([...origin.slice(0, 1), ...sides.slice(0, 1)].flatMap((side) => [...freeIndices(side)]));
    try {
      sides.push(readExpression(body, { start: body[0]!.start, end: body.at(-1)!.end }, readerFor(scope, free)));
    } catch (error) {
      if (!(error instanceof NotUnderstood)) throw error;
    }
  }
  return sides;
}

const targetOf = (side: Expression): string | null => (side.kind === "name" ? side.name : side.kind === "entry" ? targetOf(side.of) : null);

/** "(3)" or "line 12". */
export function placeOf({ entry, formula }: UnderstoodEntry, document: SourceDocument): string {
  const tag = entry.tag ?? formula.tag;
  if (tag !== null) return `(${tag})`;
  const unit = document.units[formula.unit]!;
  const line = unit.text.slice(0, formula.span.start).split("\n").length;
  return unit.cell === null ? `line ${line}` : `cell ${unit.cell}, line ${line}`;
}
