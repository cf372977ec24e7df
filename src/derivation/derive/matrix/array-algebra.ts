/** Products of arrays as a person writes them: numbers in front, no double transposes, `(AB)^T` as `B^T A^T`. */
import { isNumber, ONE, productOf, sumOf, term, transposeOf } from "../../expression/build.js";
import { walk, type Expression, type Factor } from "../../expression/expression.js";
import { negative, over, signed } from "../combine.js";

export type IsSymmetric = (e: Expression) => boolean;

/** The factors of a matrix product; a Hadamard product is one factor. */
function factorsOf(e: Expression): readonly Expression[] {
  return e.kind === "product" && e.factors.every(({ sign }) => sign === "juxtaposed") ? e.factors.map(({ of }) => of) : [e];
}

/** a b c …, from left to right. Ones vanish, signs go in front. */
export function matrixProduct(...parts: readonly Expression[]): Expression {
  let sign = 1;
  const factors: Expression[] = [];
  for (const part of parts) {
    const own = signed(part);
    sign *= own.sign;
    if (!isNumber(own.of, 1)) factors.push(...factorsOf(own.of));
  }
  const product = factors.length === 0 ? ONE : factors.length === 1 ? factors[0]! : productOf(factors);
  return sign === 1 ? product : negative(product);
}

/** A number times an array. A dot product stays together: `(u^T v) x`. */
export function scaledArray(scalar: Expression, array: Expression): Expression {
  if (isNumber(scalar, 1)) return array;
  if (isNumber(array, 1)) return scalar;
  const [a, b] = [signed(scalar), signed(array)];
  const front = [...walk(a.of)].some(({ kind }) => kind === "transpose") ? [a.of] : factorsOf(a.of);
  const product = productOf([...front, ...factorsOf(b.of)]);
  return a.sign * b.sign === 1 ? product : negative(product);
}

/** a ⊙ b ⊙ c; what is below a bar goes last: a ⊙ b ⊘ c. */
export function hadamard(parts: readonly Expression[]): Expression {
  let sign = 1;
  const above: Expression[] = [], below: Expression[] = [];
  for (const part of parts) {
    const own = signed(part);
    sign *= own.sign;
    if (own.of.kind !== "product" || own.of.factors.some((factor, k) => factor.sign !== "hadamard" && factor.sign !== "hadamard-over" && k > 0)) { above.push(own.of); continue; }
    own.of.factors.forEach((factor) => (factor.sign === "hadamard-over" ? below : above).push(factor.of));
  }
  const plain = above.filter((factor) => !isOnes(factor));
  const front = plain.length === 0 ? above.slice(0, 1) : plain;
  const factors = [...front.map((of): Factor => ({ sign: "hadamard", of, start: 0, end: 0 })), ...below.map((of): Factor => ({ sign: "hadamard-over", of, start: 0, end: 0 }))];
  const product: Expression = factors.length === 1 ? factors[0]!.of : { kind: "product", factors, start: 0, end: 0 };
  return sign === 1 ? product : negative(product);
}

const isOnes = (e: Expression): boolean => e.kind === "name" && e.name === "\\mathbf{1}";

/** a ⊘ b, entry by entry */
export const hadamardQuotient = (a: Expression, b: Expression): Expression => {
  const factors: readonly Factor[] = [{ sign: "juxtaposed", of: a, start: 0, end: 0 }, { sign: "hadamard-over", of: b, start: 0, end: 0 }];
  return { kind: "product", factors, start: 0, end: 0 };
};

/** A matrix or a column turned over. `scalars` are factors that are numbers: they stay in front. */
export function turned(e: Expression, isSymmetric: IsSymmetric, isScalar: (e: Expression) => boolean): Expression {
  const again = (part: Expression): Expression => turned(part, isSymmetric, isScalar);
  if (isSymmetric(e) || isScalar(e)) return e;
  switch (e.kind) {
    case "transpose": return e.of;
    case "product": {
      if (e.factors.every(({ sign }) => sign === "juxtaposed")) {
        const all = e.factors.map(({ of }) => of);
        const product = matrixProduct(...all.filter((factor) => !isScalar(factor)).reverse().map(again));
        return all.filter(isScalar).reduceRight<Expression>((array, scalar) => scaledArray(scalar, array), product);
      }
      if (e.factors.every(({ sign }) => sign === "hadamard")) return productOf(e.factors.map(({ of }) => again(of)), "hadamard");
      return transposeOf(e);
    }
    case "add": return e.terms.length === 1 ? negative(again(e.terms[0]!.of)) : sumOf(e.terms.map(({ sign, of }) => term(sign, again(of))));
    case "quotient": return over(again(e.numerator), e.denominator);
    case "apply": return e.function === "diag" ? e : transposeOf(e);
    default: return transposeOf(e);
  }
}
