/** `\sigma'(z) = \sigma(z)(1 - \sigma(z))` beside the numbers z_1, z_2 of an example: z is the letter that defines σ, and stands for any number. */
import { namesIn, walk, type Expression } from "../expression/expression.js";
import { newQuantity, type Scope } from "../scope/scope.js";

/** The scope in which such letters are numbers; the same one where a claim speaks of anything else. */
export function withPlaceholders(sides: readonly Expression[], scope: Scope): Scope {
  const names = [...new Set(sides.flatMap((side) => [...namesIn(side)]))].filter((name) => scope.functions.get(name)?.definition == null);
  const calls = sides.flatMap((side) => [...walk(side)]).filter((node): node is Expression & { readonly kind: "call" } => node.kind === "call");
  const isPlaceholder = (name: string): boolean => calls.some(({ function: called, arguments: given }) => given.some((each) => each.kind === "name" && each.name === name) && scope.functions.get(called)?.definition?.parameters.includes(name) === true);
  if (names.length === 0 || !names.every(isPlaceholder)) return scope;
  // an array that is declared is meant by its letter
  const taken = names.filter((name) => { const own = scope.quantities.get(name); return own !== undefined && own.declaredAt === null && own.role === "variable" && (own.levels > 0 || (own.definitions.length > 0 && own.definitions.every(({ entries, levels }) => entries.length + levels.length > 0))); });
  if (taken.length === 0) return scope;
  const quantities = new Map(scope.quantities);
  for (const name of taken) quantities.set(name, { ...newQuantity(name), axes: [] });
  return { ...scope, quantities };
}
