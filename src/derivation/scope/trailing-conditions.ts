/** `\sqrt{y^2} = -y, \quad y < 0`: a comparison with a number after a claim limits it. After a definition it says what its names are, and is a statement of its own. */
import { plainText } from "../notation/reader.js";
import type { Tex } from "../tex/tex.js";
import { isOrder, isRelationSign, relationText } from "./relation-sign.js";

interface Limited {
  readonly body: readonly Tex[];
  readonly conditions: readonly (readonly Tex[])[];
}

/** Equations side by side, with such comparisons as conditions of the one before. */
export const withTrailingConditions = <P extends Limited>(pieces: readonly P[]): readonly P[] =>
  pieces.reduce<readonly P[]>((all, piece) => {
    const last = all.at(-1);
    return last !== undefined && isComparison(piece) && isClaim(last) ? [...all.slice(0, -1), { ...last, conditions: [...last.conditions, piece.body] }] : [...all, piece];
  }, []);

/** `y < 0`, `0 < p < 1`: one name between numbers. */
function isComparison({ body, conditions }: Limited): boolean {
  const signs = body.filter(isRelationSign);
  const sides = body.filter((tex) => !isRelationSign(tex));
  return conditions.length === 0 && signs.length > 0 && signs.every((sign) => isOrder(relationText(sign))) && sides.filter((tex) => tex.kind !== "number" && !/^[-+]$/.test(plainText([tex]))).length === 1;
}

/** Its left side is neither a name nor a function of names. */
function isClaim({ body }: Limited): boolean {
  const at = body.findIndex(isRelationSign);
  const [name, bracket, ...more] = body.slice(0, Math.max(at, 0));
  if (at < 1 || relationText(body[at]!) !== "=") return false;
  const isName = (name?.kind === "symbol" && /^(\p{L}|\\[A-Za-z]+)$/u.test(name.text)) || name?.kind === "accent" || name?.kind === "font" || name?.kind === "words" || (name?.kind === "scripts" && name.primes === 0);
  return !(isName && more.length === 0 && (bracket === undefined || (bracket.kind === "delimited" && bracket.left === "(")));
}
