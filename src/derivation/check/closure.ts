/** Everything that a claim depends on: through definitions, shapes, families and unspecified functions. */
import { namesIn, walk, type Expression } from "../expression/expression.js";
import { linearForm } from "../expression/linear-form.js";
import { familyKey, familyOf, type Scope } from "../scope/scope.js";

/** The claim's expressions and those of all definitions, axes and ranges that they lead to. */
export function closureOf(start: readonly Expression[], scope: Scope): readonly Expression[] {
  const found: Expression[] = [];
  const seen = new Set<string>();
  const queue = [...start];
  for (let e = queue.shift(); e !== undefined; e = queue.shift()) {
    found.push(e);
    for (const name of keysIn(e)) {
      if (seen.has(name)) continue;
      seen.add(name);
      queue.push(...partsOf(name, scope));
    }
  }
  return found;
}

/** The names in all of them. */
export const namesReached = (start: readonly Expression[], scope: Scope): ReadonlySet<string> => new Set(closureOf(start, scope).flatMap((e) => [...namesIn(e)]));

function keysIn(e: Expression): ReadonlySet<string> {
  const keys = namesIn(e);
  for (const node of walk(e)) if (node.kind === "index") keys.add(node.name);
  return keys;
}

function partsOf(key: string, scope: Scope): readonly Expression[] {
  const quantity = scope.quantities.get(key);
  const family = scope.quantities.has(familyKey(key)) ? [nameOf(familyKey(key))] : [];
  const range = scope.ranges.get(key);
  const parts: Expression[] = range === undefined ? [...family] : [...family, range.from, range.to];
  const entry = scope.functions.get(key);
  if (entry?.definition != null) parts.push(entry.definition.body);
  if (entry?.byEntries !== undefined) parts.push(entry.byEntries.body);
  for (const axes of entry?.domain ?? []) parts.push(...axes);
  parts.push(...(entry?.codomain ?? []));
  if (quantity === undefined) return parts;
  parts.push(...(quantity.axes ?? []), ...[...quantity.explicit.values()].flat());
  if (quantity.levelRange !== null) parts.push(quantity.levelRange.from, quantity.levelRange.to);
  if (quantity.labelRange !== null) parts.push(quantity.labelRange.from, quantity.labelRange.to);
  for (const level of quantity.levelNames) parts.push({ kind: "index", name: level, start: 0, end: 0 });
  for (const definition of quantity.definitions) parts.push(definition.body, ...definition.levels, ...definition.entries);
  if (quantity.memberOf !== null) parts.push(nameOf(quantity.memberOf.matrix), ...(quantity.memberOf.count === null ? [] : [quantity.memberOf.count]));
  for (const other of scope.quantities.values()) if (other.memberOf?.matrix === key) parts.push(nameOf(other.key));
  for (const axes of quantity.domain ?? []) parts.push(...axes);
  if (quantity.opaque === "unknown") for (const other of scope.quantities.values()) if (other.definitions.length > 0) parts.push(nameOf(other.key));
  if (Array.isArray(quantity.opaque)) parts.push(...(quantity.opaque as readonly Expression[]));
  return parts;
}

const nameOf = (name: string): Expression => ({ kind: "name", name, start: 0, end: 0 });

/** The largest number that is written as a subscript, and the cells that are written beside dots: sizes must reach them. */
export function largestSubscript(expressions: readonly Expression[], scope: Scope): number {
  let largest = 0;
  const look = (e: Expression): void => {
    if (e.kind === "number" && e.places === 0) largest = Math.max(largest, Number(e.digits));
    else largest = Math.max(largest, fromTheEnd(e, scope));
  };
  for (const e of expressions) {
    for (const node of walk(e)) {
      if (node.kind === "matrix" && node.rows.some((row) => row.some((cell) => cell.kind === "dots"))) largest = Math.max(largest, writtenCells(node));
      if (node.kind === "series") largest = Math.max(largest, node.written.length + 1);
      if (node.kind === "entry") node.at.forEach((at) => at !== null && look(at));
      if (node.kind === "member" && hasLength(node.family, scope)) node.at.forEach(look);
    }
  }
  return largest;
}

/** 3 for T - 2 of a size T: the first of three. */
function fromTheEnd(e: Expression, scope: Scope): number {
  const form = linearForm(e), [only, ...more] = [...(form ?? [])].filter(([each]) => each !== "");
  const isSize = only !== undefined && more.length === 0 && only[1] === 1 && scope.quantities.get(only[0])?.role === "size";
  return isSize ? 1 - (form!.get("") ?? 0) : 0;
}

/** Whether the members of a family are counted by a length: W_{12} of twelve layers, each with a shape of its own, asks for no length of 12. */
function hasLength(key: string, scope: Scope): boolean {
  const family = familyOf(scope, key);
  return family === undefined || family.memberOf !== null || family.levelRange !== null || [...family.levelNames, ...family.definitions.flatMap(({ levels: [level] }) => (level?.kind === "index" ? [level.name] : []))].some((name) => scope.ranges.has(name));
}

/** How many cells are written beside the dots, along the longer side: fewer than these and they would overlap. */
function writtenCells({ rows }: Expression & { readonly kind: "matrix" }): number {
  const solid = rows.filter((row) => row.some((cell) => cell.kind !== "dots"));
  return Math.max(solid.length, ...solid.map((row) => row.filter((cell) => cell.kind !== "dots").length));
}
