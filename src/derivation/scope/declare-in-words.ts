/**
 * Shapes that words tell: "all of $f, i, o$ are in $\mathbb{R}^n$", "$W$ is an $m \times n$ matrix", "an $m \times n$ matrix $W$", "$x$ is a vector of length $n$", "$U$, $V$ are $n$-by-$m$ matrices",
 * "$A$ and $B$ have sizes $m \times n$ and $n \times k$ respectively".
 */
import type { Formula, SourceDocument } from "../document/document.js";
import { NotUnderstood } from "../notation/not-understood.js";
import { keyOf } from "../notation/read-scripts.js";
import { bodyOf, coreOf, isSymbol, plainText, type Reader } from "../notation/reader.js";
import type { Span, Tex } from "../tex/tex.js";
import { declareList } from "./declare-list.js";
import { readSpace, realSpace } from "./read-space.js";
import { declareMembership, type IndexUse } from "./declare.js";
import type { UnderstoodEntry } from "./understood.js";
import { topDown } from "./walk-tex.js";

export function declareInWords(document: SourceDocument, entries: readonly UnderstoodEntry[], reader: Reader, use: IndexUse): void {
  const byFragment = new Map(entries.map((entry) => [entry.fragment, entry]));
  const formula = (k: number): Formula | null => { const fragment = document.fragments[k]; return fragment?.kind === "formula" && fragment.tex !== null ? fragment : null; };
  const words = (k: number): string | null => { const fragment = document.fragments[k]; return fragment?.kind === "prose" ? fragment.text : null; };
  const declare = (names: number, space: readonly Tex[]): void => {
    const entry = byFragment.get(names);
    const written = formula(names)?.tex?.body;
    const [only] = written ?? [];
    // "the state $(c, h)$, both in ℝⁿ"
    // "the one-hot matrix $N_{tv} = \\dots$ of shape $T \\times V$": the array whose entries are defined
    const ofEntries = isSymbol(written?.[1], "=") && only?.kind === "scripts" && only.base !== null && only.sup === null && only.sub !== null && bodyOf(only.sub).length > 1 && plainText(space).includes("\\times") ? only.base : null;
    if (ofEntries !== null && entry !== undefined) return void declareMembership([ofEntries], space, reader, use, entry.place);
    const body = written?.length === 1 && only?.kind === "delimited" && only.left === "(" && only.body.some((tex) => isSymbol(tex, ",")) ? only.body : written;
    if (entry === undefined || body === undefined || body.some((tex) => isSymbol(tex, "=", "\\in", ":", "<", ">"))) return;
    try {
      if ((declareList(body, space, reader, use, entry.place) ?? declareMembership(body, space, reader, use, entry.place)) !== null) for (const part of entry.parts) part.kind = "declaration";
    } catch (error) {
      if (!(error instanceof NotUnderstood)) throw error;
    }
  };
  /** The names before the last one of a list: "$U$, $V$ and $W$ are …". */
  const declareListed = (last: number, space: readonly Tex[]): void => { for (let at = last - 2; formula(at)?.display === false && LISTED.test(words(at + 1) ?? ""); at -= 2) declare(at, space); };
  const sizeAt = (k: number): Size | null => sizeFrom(k, formula, words);
  document.fragments.forEach((_, k) => {
    const before = words(k - 1) ?? "", between = words(k + 1), second = formula(k + 2);
    const first = formula(k);
    if (first === null || between === null) return;
    const size = sizeAt(k + 2), after = words((size?.last ?? k + 2) + 1) ?? "";
    const isOf = (pattern: RegExp): boolean => second !== null && pattern.test(between);
    // "$x$, an $n \\times n$ matrix $A$": the size is the next name's
    const isOfNext = !/\b(is|are|be|denotes?)\b/i.test(between) && /\b(matrix|array|vector)\s*$/i.test(after) && formula((size?.last ?? k + 2) + 2)?.display === false;
    if (isOf(MEMBER) && /\b(are|all|both|each|lie|live|belong)\b/i.test(between)) declareListed(k, second!.tex!.body);
    if (isOf(MEMBER) || (isOf(/^\s*in\s*$/i) && readSpace(second!.tex!.body, reader) !== null)) return declare(k, second!.tex!.body);
    if (size !== null) {
      const space = realSpace(size.lengths, second!.inner);
      const isPlural = /^\s*-?\s*(\w+ ){0,3}(matrices|arrays)\b/i.test(after);
      if (isOf(ARE_PLAIN) && isPlural) declareListed(k, space);
      if (!isOfNext && (isOf(IS_AN) || (isOf(ARE_PLAIN) && isPlural)) && /^\s*-?\s*(\w+ ){0,3}(matri|array)/i.test(after)) return declare(k, space);
      if (isOf(OF_SIZES)) return declareRespectively(k);
      if (isOf(/^\s*(are|be)\s*$/i)) declareListed(k, space);
      if (isOf(OF_SIZE) || isOf(/^\s*(is|are|be|being)\s*$/i) || (isOf(/^\s*\($/) && /^\)/.test(after))) return declare(k, space);
    }
    const own = sizeAt(k), named = own === null ? null : words(own.last + 1);
    if (own !== null && named !== null && /^\s*(\w+ ){0,3}(matrix|array|matrices)\s*$/i.test(named) && formula(own.last + 2) !== null) return declare(own.last + 2, realSpace(own.lengths, first.inner));
    if (second !== null && size === null && !/\brow\b/i.test(before + between)) {
      const isVector = VECTOR.test(between) || VECTOR_BEFORE.test(before);
      const space = realSpace(second.tex!.body, second.inner);
      if (isVector && isOf(/\b(of|with|has|have) (length|size|dimension)\s*$/i)) return declare(k, space);
      if (isVector && isOf(/\b(with|of|has|have)\s*$/i) && /^\s*(real )?(entries|components|elements|coordinates|numbers)\b/i.test(after)) return declare(k, space);
      if (isOf(ARE_PLAIN) && /^\s*-(dimensional )?(\w+ )?vectors\b/i.test(after)) declareListed(k, space);
      if (!isOfNext && (isOf(AN) || isOf(ARE_PLAIN)) && /^\s*-(dimensional )?(\w+ )?vectors?\b/i.test(after)) return declare(k, space);
    }
    if (isOf(/^\s*-(dimensional )?((?!row )\w+ )?vectors?\s*$/i)) return declare(k + 2, realSpace(first.tex!.body, first.inner));
    if (COUNT.test(between)) return declare(k, naturals(first.inner));
    if (isOf(SOME_SCALARS) && second!.tex!.body.some((tex) => isSymbol(tex, "\\dots", "\\ldots", "\\cdots"))) {
      declare(k, naturals(first.inner));
      return declare(k + 2, realSpace([], second!.inner));
    }
    if (CONSTANT.test(between) && isArray(first.tex!.body, reader)) return;
    if (ALL_REAL.test(between)) declareListed(k, realSpace([], first.inner));
    if (ROLE_BEFORE.test(before) && hasIndex(first.tex!.body, document, reader)) return;
    if (ALL_REAL.test(between) || SCALAR.test(between) || SCALAR_BEFORE.test(before) || ROLE_BEFORE.test(before)) return declare(k, realSpace([], first.inner));
  });

  /** "$A$, $B$ and $C$ are matrices of sizes $m \times n$, $n \times k$ and $k \times k$": the first size of the first name, and so on. */
  function declareRespectively(last: number): void {
    const names = [last];
    while (formula(names[0]! - 2)?.display === false && LISTED.test(words(names[0]! - 1) ?? "")) names.unshift(names[0]! - 2);
    const sizes: Size[] = [];
    for (let size = sizeAt(last + 2); size !== null; size = LISTED.test(words(size.last + 1) ?? "") ? sizeAt(size.last + 2) : null) sizes.push(size);
    if (sizes.length === names.length) names.forEach((name, at) => declare(name, realSpace(sizes[at]!.lengths, formula(name)!.inner)));
  }
}

/** `m \times n`, or "$m$-by-$n$" in three fragments. */
interface Size {
  readonly lengths: readonly Tex[];
  /** The last fragment that it takes. */
  readonly last: number;
}

function sizeFrom(k: number, formula: (k: number) => Formula | null, words: (k: number) => string | null): Size | null {
  const body = formula(k)?.tex?.body, other = formula(k + 2)?.tex?.body;
  if (body === undefined) return null;
  if (isProduct(body)) return { lengths: body, last: k };
  if (other === undefined || body.length === 0 || other.length === 0 || !/^\s*[-–]?\s*by\s*[-–]?\s*$/i.test(words(k + 1) ?? "")) return null;
  const { end } = body.at(-1)!;
  return { lengths: [...body, { kind: "symbol", text: "\\times", start: end, end }, ...other], last: k + 2 };
}

/** Words between "an" and what it is: "an invertible", "a symmetric, positive definite". */
const ADJECTIVES = String.raw`(?:\s+(?!(?:of|in|by|to|from|into|with|without|not|no|than|on|through|function|sum|product|times)\b)[a-z][\w-]*,?){0,5}`;
/** "is an", "be the sample covariance, a symmetric" */
const IS_AN = new RegExp(String.raw`^\s*,?\s*(?:(?:is|are|be|denotes?|as|for|,)?\s*(?:an?|the|our|some|any)|(?:is|be|denotes?)\s+(?:the|our)${ADJECTIVES}\s+an?)${ADJECTIVES}\s*$`, "i");
const AN = /^\s*,?\s*((is|are|be|denotes?)\s+)?(an?|the)(\s+(real|column|fixed|given|constant|random))*\s*$/i;
/** "are", "be symmetric": what follows stands in the plural. */
const ARE_PLAIN = new RegExp(String.raw`^\s*,?\s*(?:are|be|denote)(?:\s+(?:two|both|all))?${ADJECTIVES}\s*$`, "i");
const MEMBER = /^\s*,?\s*((are|is|lie|lies|live|lives|belong|belongs|being|be)( all| each| both)?|all|each|both)( (?!not\b)\w+(-\w+)?( and \w+)?)?( vectors?| matrices| arrays)? (in|to)\s*$/i;
/** Between the names of a list: ", ", " and ", ", a positive ". */
const LISTED = /^\s*(,|and|, and)( (an?|the|its|our)( [\w-]+){1,3}| [a-z-]+s)?\s*$/i;
/** "be matrices of sizes", "have shapes", "are of dimensions" */
const OF_SIZES = /^\s*,?\s*((are|be|denote)\s+)?(\w+ ){0,3}(of|with|have)( respective| the)? (sizes|shapes|dimensions|orders)\s*$/i;
/** "of size", "has shape", "is a matrix of size" */
const OF_SIZE = /^\s*,?\s*((is|are|be|denotes?)\s+)?((an?|the)\s+)?(\w+ ){0,3}(of|with|has|have) (size|shape|dimensions?|order)\s*$/i;
const VECTOR = /^\s*,?\s*((is|are|be|denotes?|as)\s+)?((an?|the)\s+)?((column|real|feature|input|output|weight|bias|parameter|data) )*vectors?\b/i;
const VECTOR_BEFORE = /\bvectors?\s*$/i;
/** A number and nothing more: no "scalar function of", no "constant vector". */
const SCALAR = /^\s*,?\s*((is|are|be|denotes?|of)\s+)?(an?|the|all|both)? ?((small|fixed|given|real|positive|some|unknown|learned|learnable) )*(scalars?|real numbers?|numbers|constants?)\b(?! (of|vector|vectors|matrix|matrices|array|function|functions|valued|multiple|product))/i;
/** "$m$ scalars $x_1, \\dots, x_m$": so many of them. */
const SOME_SCALARS = /^\s*((real|positive|given|known|unknown|learned|learnable|independent|scalar) )*(scalars|numbers|reals|values|constants)\s*$/i;
/** "weights $w_1, \\dots, w_n$ (all real)", "$a$, $b$ and $c$ are real numbers" */
const ALL_REAL = /^\s*,?\s*((are|be|denote)( all| both| any| given| arbitrary| fixed| positive)* (real|(real )?numbers|scalars)\b(?! [a-z])|\((all |both )?(real|scalars?|(real )?numbers)\)|all real(?! (matri|vector))\b)/i;
/** It may be said of an array, too. */
const CONSTANT = /^\s*,?\s*((is|are|be|all|held|kept|being)\s+)*(an?\s+)?constants?\b/i;
const SCALAR_BEFORE = /\b((a|an|the|some|every|any|each) ((small|fixed|given|real|positive) )*(scalar|real number|constant|angle|distance|radius|count|temperature|bandwidth|threshold|step size|learning rate)|(a|an|any|every|each|some|all) real|(a|an|any|one|the|some|single) (single )?(real|scalar|real-valued) (variable|parameter|argument|unknown|number)|(scalars|real numbers|constants))\s*$/i;
/** "given the hyper-parameter", "with regularization strength": numbers, unless they have an index somewhere. */
const ROLE_BEFORE = /\b(hyper-?parameter|(regulari[sz]ation|penalty|shrinkage|damping|smoothing|mixing|discount|weight decay|decay|momentum|scaling) (parameter|strength|coefficient|constant|factor|rate)|lagrange multiplier|discount factor)\s*$/i;
/** "is the number of samples", "denotes the batch size" */
const COUNT = /^\s*,?\s*(is|are|denotes?|be)\s+(the|a) (total )?((number|count) of|(batch|sample|input|output|hidden|vocabulary|kernel|filter) (size|dimension)|dimension)\b/i;

/** A lone name that is declared as a vector or a matrix. */
const isArray = ([only, ...more]: readonly Tex[], { scope }: Reader): boolean => only !== undefined && more.length === 0 && (scope.quantities.get(keyOf(coreOf(only), { scope }) ?? "")?.axes?.length ?? 0) > 0;

/** `\lambda_i` somewhere, of the lone name that this is. */
function hasIndex([only, ...more]: readonly Tex[], { fragments }: SourceDocument, reader: Reader): boolean {
  const key = only === undefined || more.length > 0 ? null : keyOf(only, reader);
  return fragments.some((fragment) => fragment.kind === "formula" && topDown(fragment.tex?.body ?? []).some((tex) => tex.kind === "scripts" && tex.sub !== null && tex.base !== null && keyOf(tex.base, reader) === key));
}

const isProduct = (body: readonly Tex[]): boolean => body.length >= 3 && body.some((tex) => isSymbol(tex, "\\times"));

const naturals = ({ start, end }: Span): readonly Tex[] => [{ kind: "font", name: "mathbb", body: { kind: "symbol", text: "N", start, end }, start, end }];
