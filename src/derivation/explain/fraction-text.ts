/** Numbers as people write them: 2/9, -1, 0.3679. */

const LARGEST_DENOMINATOR = 999;

/** The fraction with a small denominator that a float is, up to rounding; null where it is none. */
export function fractionOf(value: number): { readonly numerator: number; readonly denominator: number } | null {
  if (!Number.isFinite(value) || Math.abs(value) > 1e9) return null;
  // continued fraction: the convergents are the best fractions of their size
  let [before, numerator] = [0, 1], [low, denominator] = [1, 0];
  for (let rest = value, step = 0; step < 20; step++) {
    const whole = Math.floor(rest);
    [before, numerator] = [numerator, whole * numerator + before];
    [low, denominator] = [denominator, whole * denominator + low];
    if (denominator > LARGEST_DENOMINATOR) return null;
    if (Math.abs(value - numerator / denominator) <= 1e-13 * Math.max(1, Math.abs(value))) return { numerator, denominator };
    rest = 1 / (rest - whole);
  }
  return null;
}

/** A fraction where the number is one, else four digits. */
export function numberText(value: number, digits = 4): string {
  const fraction = fractionOf(value);
  if (fraction === null) return Number(value.toPrecision(digits)).toString();
  return fraction.denominator === 1 ? String(fraction.numerator) : `${fraction.numerator}/${fraction.denominator}`;
}

/** Two different numbers, with as many digits as it takes to see that they differ. */
export function twoNumbers(left: number, right: number): readonly [string, string] {
  for (const digits of [4, 7, 10]) {
    const texts = [numberText(left, digits), numberText(right, digits)] as const;
    if (texts[0] !== texts[1]) return texts;
  }
  return [String(left), String(right)];
}
