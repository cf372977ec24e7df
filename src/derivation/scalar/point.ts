import { below, dyadic } from "./random.js";
import type { Domain, Node } from "./term.js";

/** A point: the seed fixes the value of every atom, in every number field. */
export interface Draw {
  readonly seed: number;
  /** Refs with fresh values in place of those of their definitions. */
  readonly free?: ReadonlySet<Node>;
  /** Values given for atoms and for values and derivatives of unspecified functions ("call"). */
  readonly given?: ReadonlyMap<Node, number>;
}

/** Seeds from here on draw real and signed atoms up to 7000: beyond any usual threshold. */
export const farSeeds = 2 ** 30;

/**
 * The real value of an atom: sizes 0.3 … 2, both signs where the domain allows it.
 * Of each eight consecutive seeds one draws real atoms positive and one between 0 and 1, so that logarithms and roots meet their domains; two draw
 * the atoms between 0 and 1 small, so that several of them leave something of 1.
 * One draws sizes up to 7, for what happens beyond a threshold.
 */
export function realValue(domain: Domain, atom: Node, { seed, given }: Draw): number {
  const value = given?.get(atom);
  if (value !== undefined) return value;
  if (typeof domain === "object") return domain.oneOf[below(domain.oneOf.length, seed, atom)] ?? NaN;
  const style = ((seed % 8) + 8) % 8;
  const size = seed >= farSeeds ? 1000 * dyadic(0.05, 7, seed, atom) : style === 1 ? dyadic(0.05, 7, seed, atom) : dyadic(0.3, 2, seed, atom);
  const isNegative = below(2, seed, atom, 3) === 0;
  switch (domain) {
    case "positive": return size;
    case "negative": return -size;
    case "unit": return style === 5 || style === 7 ? dyadic(0.02, 0.2, seed, atom) : dyadic(0.04, 0.96, seed, atom);
    case "binary": return below(2, seed, atom);
    case "real": case "nonzero":
      switch (style) {
        case 3: return size;
        case 7: return dyadic(0.04, 0.96, seed, atom);
        default: return isNegative ? -size : size;
      }
  }
}

/** The fresh real value of a ref that is cut loose: it keeps the sign of the defined value, and stays between 0 and 1 if that does (a variance, a probability). */
export function freeValue(defined: number, ref: Node, draw: Draw): number {
  const given = draw.given?.get(ref);
  if (given !== undefined) return given;
  if (defined > 0 && defined < 1) return realValue("unit", ref, draw);
  return realValue(defined > 0 ? "positive" : defined < 0 ? "negative" : "real", ref, draw);
}
