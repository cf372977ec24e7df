/**
 * The surface of a formula as TeX sees it: structure without meaning. Every node knows the characters it was read from.
 * What came out of a macro's body has the span of the macro's call.
 */

/** Characters of the text that was read: [start, end), as offsets into the whole text (a file, or a notebook's cell). */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Everything TeX can hold in maths mode that a derivation needs. */
export type Tex = Span & TexNode;

export type TexNode =
  /** One letter, one command that stands for a character or an operator (`\alpha`, `\cdot`, `\le`, `\sum`, `\log`, `\dots`), or one punctuation character. `text` as TeX writes it, backslash included. */
  | { readonly kind: "symbol"; readonly text: string }
  /** Digits with at most one decimal point between digits: "12", "0.5". A trailing full stop is a symbol of its own. */
  | { readonly kind: "number"; readonly text: string }
  /** Words: `\text`, `\mbox`, `\textbf`, `\mathrm` … of letters only (`command` without backslash), or a name: `\operatorname{tr}`. `text` is the content, its blanks kept. One upright letter (`\mathrm{d}`, `\text{T}`) is a symbol; `\text` with maths in it is a group of words and maths. */
  | { readonly kind: "words"; readonly command: string; readonly text: string }
  /** `base_{sub}^{sup}'''`. A script on nothing has base null. A superscript after `)` or `\right)` stays on that delimiter, as TeX does it (see `pairs.ts`). */
  | { readonly kind: "scripts"; readonly base: Tex | null; readonly sub: Tex | null; readonly sup: Tex | null; readonly primes: number }
  | { readonly kind: "fraction"; readonly numerator: Tex; readonly denominator: Tex }
  | { readonly kind: "binomial"; readonly upper: Tex; readonly lower: Tex }
  | { readonly kind: "root"; readonly index: Tex | null; readonly radicand: Tex }
  /** Braces, or what stands for them: a one-token argument is a group of one. */
  | { readonly kind: "group"; readonly body: readonly Tex[] }
  /** `\hat`, `\bar`, `\tilde`, `\dot`, `\vec`, `\overline`, … (`name` without backslash) */
  | { readonly kind: "accent"; readonly name: string; readonly body: Tex }
  /** `\mathbf`, `\boldsymbol`, `\bm`, `\mathbb`, `\mathcal`, `\mathrm` of more than letters, `{\bf …}` (`name` without backslash) */
  | { readonly kind: "font"; readonly name: string; readonly body: Tex }
  /** `\left( … \right)`, and every plain pair `( )`, `[ ]`, `\{ \}`, `| |`, `\| \|`, `\langle \rangle`, `\lfloor \rfloor` that the reader could match; "." is TeX's empty delimiter. Scripts on the closing delimiter become scripts on this node. */
  | { readonly kind: "delimited"; readonly left: string; readonly right: string; readonly body: readonly Tex[] }
  /** `\underbrace`, `\overbrace`, `\underset`, `\overset`, `\stackrel`, `\boxed`, `\cancel`: something said about `body`. */
  | { readonly kind: "annotated"; readonly name: string; readonly body: Tex; readonly note: Tex | null }
  /** `\begin{name} … \end{name}`: rows of cells. `\tag`, `\label`, `\notag` of a row are lifted out of its cells. */
  | { readonly kind: "environment"; readonly name: string; readonly rows: readonly TexRow[] };

export interface TexRow extends Span {
  readonly cells: readonly TexCell[];
  readonly tag: string | null;
  readonly label: string | null;
}

export interface TexCell extends Span {
  readonly body: readonly Tex[];
}

/** A whole formula: its nodes with `\tag` and `\label` lifted out, blanks, `\left`/`\right` sizes, `\displaystyle`, colours and spacing commands dropped; `\quad` and `\qquad` stay as symbols: they part equations. */
export interface TexFormula extends Span {
  readonly body: readonly Tex[];
  readonly tag: string | null;
  readonly label: string | null;
}

/** TeX that cannot be read: where the cause is (the opening brace, not the end of the input), and what to do. */
export interface TexProblem extends Span {
  readonly message: string;
}
