/** `D f(x)`: the Jacobian of f at x, a row where f is a number; f' where x is one. */
import type { Expression } from "../expression/expression.js";
import { readCall } from "./read-application.js";
import { isSymbol, peek, stop, type Cursor, type Reader } from "./reader.js";

/** A D that the document makes nothing of, before a function with its argument. */
export function startsCapitalD(cursor: Cursor, reader: Reader): boolean {
  const head = peek(cursor);
  if (!isSymbol(head, "D") || reader.scope.quantities.has("D") || reader.scope.functions.has("D") || reader.bound.has("D")) return false;
  return cursor.items[cursor.at + 2] !== undefined && readCall({ ...cursor, at: cursor.at + 1 }, { ...reader, notes: [] }) !== null;
}

export function readCapitalD(cursor: Cursor, reader: Reader): Expression {
  const sign = peek(cursor)!;
  cursor.at++;
  const of = readCall(cursor, reader)!;
  const [by, ...more] = of.kind === "call" ? of.arguments : [];
  if (by === undefined || more.length > 0 || (by.kind !== "name" && by.kind !== "member")) return stop("'D' is understood before a function of one name, 'D f(x)'; give what stands in the brackets a name", of);
  return { kind: "derivative", of, by: [{ kind: "transpose", of: by, start: by.start, end: by.end }], partial: false, start: sign.start, end: of.end };
}
