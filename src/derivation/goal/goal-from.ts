/** The derivative of one name of a document by another: `backproof derive notes.md --of L --wrt W`. */
import { DocumentError } from "../document/document-error.js";
import type { SourceDocument } from "../document/document.js";
import { layoutAt } from "../document/said-layout.js";
import { derivativeOf } from "../expression/build.js";
import { typographyOf } from "../latex/typography-of.js";
import type { Scope } from "../scope/scope.js";
import { understand } from "../scope/understand.js";
import type { DerivationGoal } from "./derivation-goal.js";
import { readName, unknownName } from "./read-name.js";
import { WHERE } from "./where-document.js";

/**
 * In the last section that knows both names. ∂ or d as the document writes it.
 * @throws DocumentError where a name is not understood, or nothing in the document says what it is
 */
export function goalFrom(of: string, wrt: string, document: SourceDocument): DerivationGoal {
  const { scope: last, entries } = understand(document);
  const scopes = [...new Set([...entries.map((entry) => entry.scope), last])].reverse();
  const knows = (scope: Scope): boolean => { const { unknown } = derivative(of, wrt, document, scope); return unknown === undefined; };
  const scope = scopes.find(knows) ?? last;
  const { goal, unknown } = derivative(of, wrt, document, scope);
  if (unknown !== undefined) {
    const { origin, name } = unknown;
    throw new DocumentError(origin, document.path === WHERE ? `--where does not say what '${name}' is: declare it, for example ${name} \\in \\mathbb{R}^n, or define it` : `nothing in ${document.path} says what '${name}' is: declare it, for example "Let $${name} \\in \\mathbb{R}^n$.", or define it`);
  }
  return { goal, scope, layout: layoutAt(document, Infinity) };
}

function derivative(of: string, wrt: string, document: SourceDocument, scope: Scope) {
  const above = readName(of, "--of", scope, document.macros), below = readName(wrt, "--wrt", scope, document.macros);
  const unknown = [{ origin: "--of", name: unknownName(above, scope) }, { origin: "--wrt", name: unknownName(below, scope) }].find((each): each is { origin: string; name: string } => each.name !== undefined);
  return { goal: derivativeOf(above, [below], typographyOf(document, scope).partial), unknown };
}
