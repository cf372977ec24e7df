/** `\nabla f`, `\nabla_x L`, `\nabla^2 f`, `\nabla_x \nabla_x^\top f`: the gradient, or the Hessian, of the product that follows, up to a sign like ⊙. */
import type { Expression } from "../expression/expression.js";
import { readChain } from "./read-expression.js";
import { bodyOf, isSymbol, peek, plainText, stop, type Cursor, type Reader } from "./reader.js";
import { isSeparator } from "./symbols.js";
import type { Tex } from "../tex/tex.js";

export function readGradient(cursor: Cursor, reader: Reader): Expression {
  const head = peek(cursor)!;
  cursor.at++;
  const scripts = head.kind === "scripts" ? head : null;
  const written = scripts?.sup == null ? 1 : Number(plainText(bodyOf(scripts.sup)));
  // \nabla\nabla E and \nabla_x \nabla_x^\top E are the Hessian
  const isTwice = written === 1 && ((scripts === null && isSymbol(peek(cursor), "\\nabla")) || isTransposed(peek(cursor), scripts?.sub ?? null));
  if (isTwice) cursor.at++;
  const order = isTwice ? 2 : written;
  if (order !== 1 && order !== 2) return stop("only \\nabla and \\nabla^2 are understood", head);
  const by = scripts?.sub == null ? null : reader.read(bodyOf(scripts.sub), scripts.sub, { ...reader, inSubscript: false });
  const next = peek(cursor);
  if (next === undefined || isSeparator(next) || isSymbol(next, "+", "-")) return stop("\\nabla has nothing to act on", head);
  // a gradient is of a number, and nobody multiplies numbers entry by entry: \nabla_a C \odot \sigma'(z) is a product with the gradient
  const of = readChain(cursor, reader);
  return { kind: "gradient", of, by, order, start: head.start, end: of.end };
}

/** The second sign of `\nabla_x \nabla_x^\top`: by the same name, transposed. */
function isTransposed(tex: Tex | undefined, sub: Tex | null): boolean {
  if (tex?.kind !== "scripts" || !isSymbol(tex.base, "\\nabla") || tex.sup === null || !/^(T|\\top|\\intercal)$/.test(plainText(tex.sup))) return false;
  return (tex.sub === null ? null : plainText(tex.sub)) === (sub === null ? null : plainText(sub));
}
