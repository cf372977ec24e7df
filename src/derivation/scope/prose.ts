/** What the words around a formula say of it. */

export interface Cue {
  readonly kind:
    | "identity" | "ones" | "zeros" | "unit-vectors"
    | "symmetric" | "positive-definite" | "diagonal" | "orthogonal" | "invertible" | "skew" | "positive" | "nonzero" | "one-hot" | "unit-norm" | "probabilities";
}

const AFTER: readonly (readonly [RegExp, Cue["kind"]])[] = [
  [/\bidentity( matrix)?\b/i, "identity"],
  [/\b(vector|column|row|matrix|array) of (all )?ones\b|\bones vector\b|\ball-ones\b/i, "ones"],
  [/\b(vector|matrix|array) of zeros\b|\bzero (vector|matrix)\b/i, "zeros"],
  [/\b(standard basis|unit) vectors?\b|\bcanonical basis\b/i, "unit-vectors"],
  [/\bskew[- ]symmetric\b|\bantisymmetric\b/i, "skew"],
  [/\bpositive[- ]definite\b/i, "positive-definite"],
  [/\bsymmetric\b/i, "symmetric"],
  [/\bdiagonal( matrix)?\b/i, "diagonal"],
  [/\borthogonal( matrix)?\b|\borthonormal\b/i, "orthogonal"],
  [/\binvertible\b|\bnon-?singular\b/i, "invertible"],
  [/\bone-?hot\b/i, "one-hot"],
  [/\bunit (norm|length)\b/i, "unit-norm"],
  [/\b(probability vector|probabilities|distribution)\b/i, "probabilities"],
  [/\bpositive\b/i, "positive"],
  [/\bnon-?zero\b/i, "nonzero"],
];

/** What "… is the identity matrix", "be symmetric" says of the formula before it. Stops at the sentence's end. */
export function cuesAfter(words: string): readonly Cue[] {
  const clause = words.split(/[.;:]|\bwhere\b|\band let\b/)[0] ?? "";
  if (!/^\s*,?\s*(is|are|be|denotes?|an?|the|of|with|has|have|for the|as the|to be|denoting|symmetric|diagonal|orthogonal|invertible|positive|one-?hot|stands)\b/i.test(clause) || /\bnot\b/i.test(clause)) return [];
  const found = AFTER.filter(([pattern]) => pattern.test(clause)).map(([, kind]) => kind);
  const skew = found.includes("skew"), definite = found.includes("positive-definite");
  return found.filter((kind) => !(kind === "symmetric" && skew) && !(kind === "positive" && definite) && !(kind === "ones" && found[0] !== "ones")).map((kind) => ({ kind }));
}

/** "the identity matrix $I$", "a symmetric matrix $A$": adjectives right before the formula. */
export function cuesBefore(words: string): readonly Cue[] {
  const match = /\b(identity( matrix)?|(vector|column) of (all )?ones|skew[- ]symmetric( matrix)?|symmetric( positive[- ]definite)?( matrix)?|positive[- ]definite( matrix)?|diagonal matrix|orthogonal matrix|one-?hot( vector| target| label)?|invertible matrix)\s*$/i.exec(words);
  return match === null ? [] : AFTER.filter(([pattern]) => pattern.test(match[0])).map(([, kind]) => ({ kind })).filter(({ kind }, _, all) => !(kind === "symmetric" && all.some((cue) => cue.kind === "skew")) && kind !== "positive");
}

/** "is any differentiable function of", "depends only on", "is computed from": what follows are its arguments. */
export const announcesArguments = (words: string): boolean =>
  /\b((differentiable|smooth|arbitrary|scalar|real|loss|some|any|a|now a)\s+)*function of( all( entries)? of| the| only| both)*\s*$/i.test(words) || /\b(depends?( only)? (on|upon)|computed from|in terms of)( all( entries)? of| the)?\s*$/i.test(words);

/** Words that introduce an assumption. */
export const assumes = (words: string): boolean => /\b(assum\w+|suppose|given|let|where|with|provided|require\w*|such that|satisf\w+|here|normali[sz]ed|subject to|constraint|so that|and)\b[^.]*$/i.test(words);
export const firmlyAssumes = (words: string): boolean => /\b(assum\w+|suppose|given|provided|require\w*|such that|satisf\w+|subject to|constraint|normali[sz]ed|let)\b[^.]*$/i.test(words);

/** "if", "when", "for", "at" right before a formula: it is a condition, no claim and no definition. */
export const conditional = (words: string): boolean => /\b(if|when|whenever|for|at|unless|case|cases|near|until|than|whether)\s*$/i.test(words);
/** The same over the formulas before it in the sentence: "1 if $i = l$ and $j = k$". */
export const conditionalSentence = (sentence: string): boolean => /\b(if|when|whenever|unless|case)\b\s*((and|or|,)\s*)*$/i.test(sentence);
/** What follows limits it: "= 1 if i = j". */
export const limitedAfter = (words: string): boolean => /^\s*,?\s*(if|when|whenever|for|unless|only|at|otherwise|provided|where it)\b/i.test(words);

export const speaksOfColumns = (words: string): boolean => /\bcolumns?\b/i.test(words);
export const speaksOfRows = (words: string): boolean => /\brows?\b/i.test(words);

/** "b is added to each column of WX" */
export function broadcastIn(words: string): "columns" | "rows" | null {
  const match = /\b(added|broadcast\w*|subtracted|copied|applied)\b[^.]*?\b(each|every|all|the|across)( of the)?\s+(column|row|sample)s?\b/i.exec(words);
  return match === null ? null : /row/i.test(match[4]!) ? "rows" : "columns";
}

/** "softmax is applied to each row", "row-wise softmax" */
export function softmaxAxisIn(words: string): "rows" | "columns" | null {
  if (!/softmax/i.test(words)) return null;
  if (/\b(each|every) row\b|\brow[- ]?wise\b|\bover (its |the )?rows\b|\bby rows?\b|\brow by row\b|\bto (its|the) rows\b/i.test(words)) return "rows";
  return /\b(each|every) column\b|\bcolumn[- ]?wise\b|\bcolumn by column\b|\bto (its|the) columns\b/i.test(words) ? "columns" : null;
}
