/** What a derivation works with: the document's names, its layout, and letters for new indices. */
import type { Layout } from "../expand/world.js";
import { walk, type Expression } from "../expression/expression.js";
import { indexOf } from "../expression/build.js";
import type { Axes } from "./axes.js";
import type { Scope } from "../scope/scope.js";

export interface DeriveContext {
  readonly scope: Scope;
  readonly layout: Layout;
  readonly seed: number;
  /** Names that stand below bars in the goal: what an unspecified function depends on, where the document does not say. */
  readonly belowBars: ReadonlySet<string>;
  /** Names that the goal differentiates. */
  readonly numerators: ReadonlySet<string>;
  /** Recursions that were put in once, with the member that was. */
  readonly unrolled: Map<string, readonly Expression[]>;
  /** ∂ or d, as the goal writes it. */
  readonly partial: boolean;
  /** Letters of indices that are in use. */
  readonly letters: Letters;
  /** Families whose shape is being found from their definition, with the shape that is tried; members of which it is found without trying, with null. */
  readonly open: Map<string, Axes | null>;
  /** Shapes that definitions gave to members, by their key. */
  readonly shapes: Map<string, Axes | null>;
  /** Upper limits of the indices that are free in the goal; all begin at one. */
  readonly ranges: Map<string, Expression>;
  /** How the author writes an expression, for the reasons. */
  readonly write: (e: Expression) => string;
}

/** Hands out index letters, each once. */
export interface Letters {
  /** The first of the preferred letters that is free, else another one. */
  take(...preferred: readonly string[]): Expression & { readonly kind: "index" };
  /** One that does not stand in what it is put into either. */
  takeBeside(names: ReadonlySet<string>, ...preferred: readonly string[]): Expression & { readonly kind: "index" };
  has(name: string): boolean;
  /** Letters that must not be handed out. */
  reserve(names: Iterable<string>): void;
  /** From here on only letters of this expression are in use; what was handed out and is gone is free again. */
  keep(e: Expression): void;
}

const ALPHABET = ["k", "l", "j", "i", "p", "q", "r", "s", "t", "u", "v", "a", "b", "c"];

/** Letters that neither the document gives another meaning nor these expressions use. */
export function lettersBeside(expressions: readonly Expression[], scope: Scope): Letters {
  const always = new Set<string>([...scope.quantities.keys(), ...scope.functions.keys(), ...expressions.flatMap((e) => [...indexNames(e)])]);
  let taken = new Set(always);
  const has = (name: string): boolean => taken.has(name);
  const numbered = (names: ReadonlySet<string>): string => { for (let k = 1; ; k++) { const letter = ["k", "l", "i", "j"].map((each) => `${each}${"'".repeat(k)}`).find((each) => !taken.has(each) && !names.has(each)); if (letter !== undefined) return letter; } };
  const takeBeside = (names: ReadonlySet<string>, ...preferred: readonly string[]): Expression & { readonly kind: "index" } => {
    const free = [...preferred, ...ALPHABET].find((letter) => !taken.has(letter) && !names.has(letter)) ?? numbered(names);
    taken.add(free);
    return indexOf(free);
  };
  return {
    has, takeBeside,
    keep: (e) => { taken = new Set([...always, ...indexNames(e)]); },
    reserve: (names) => { for (const name of names) taken.add(name); },
    take: (...preferred) => takeBeside(new Set(), ...preferred),
  };
}

/** All index names in an expression, bound ones too. */
export function indexNames(e: Expression): Set<string> {
  const names = new Set<string>();
  for (const node of walk(e)) {
    if (node.kind === "index") names.add(node.name);
    if (node.kind === "big") for (const { name } of node.binders) names.add(name);
  }
  return names;
}
