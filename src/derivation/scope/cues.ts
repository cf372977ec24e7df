/**
 * What the words beside a formula say of its name: "is symmetric", "the identity matrix $I$", "a one-hot vector".
 * Only what is asserted counts, and only of the name itself: "if A is symmetric", "non-symmetric" and "similar to a symmetric matrix" say nothing that may be assumed.
 */

export interface Cue {
  readonly kind:
    | "identity" | "ones" | "zeros" | "unit-vectors"
    /** "unit vectors": those of the axes where they are called e, any of length one else */
    | "unit-length"
    | "symmetric" | "positive-definite" | "diagonal" | "lower-triangular" | "upper-triangular" | "orthogonal" | "invertible" | "skew" | "idempotent" | "symmetric-idempotent" | "permutation" | "unit-lower-triangular" | "unit-upper-triangular" | "strictly-lower-triangular" | "strictly-upper-triangular" | "commuting" | "positive" | "nonzero" | "one-hot" | "unit-norm" | "probabilities"
    /** symmetric and positive definite by what the word means */
    | "covariance"
    /** it does not move with what is differentiated */
    | "constant"
    | "parameter"
    /** said, and not used by the sampler: what fails may hold with it */
    | "orthonormal-columns" | "rows-sum-to-one" | "columns-sum-to-one" | "rank-one" | "singular" | "nilpotent" | "stochastic" | "of-mean-zero";
  /** Of a matrix: it is said of each column (0) or of each row (1). */
  readonly axis?: 0 | 1;
}

/** How each property is spelled, longer spellings first. */
const SPELLINGS: readonly (readonly [RegExp, Cue["kind"]])[] = [
  [/^identity( matrix| matrices)?\b(?! (map|function|operator))/i, "identity"],
  [/^((column |row )?(vector|column|row|matrix|array) of (all )?ones\b(?! (and|or)\b)|ones vector\b|all-ones\b)/i, "ones"],
  [/^((vector|matrix|array) of (all )?zeros\b(?! (and|or)\b)|zero (vector|matrix)\b)/i, "zeros"],
  [/^(standard unit vectors?|(standard |canonical )?basis vectors?|canonical basis)\b/i, "unit-vectors"],
  [/^unit vectors?\b/i, "unit-length"],
  [/^(skew[- ]symmetric|antisymmetric)\b/i, "skew"],
  [/^(symmetric,? )?positive[- ](semi-?)?definite\b/i, "positive-definite"],
  [/^symmetric\b/i, "symmetric"],
  [/^(covariance|precision|gram|kernel)( matrix| matrices)\b(?! (of|between) )|^covariance\b(?! (of|between|function|matrix|matrices)\b)/i, "covariance"],
  [/^(orthogonal projections?|orthogonal projectors?)( matrix| matrices)?\b(?! (of|onto the hyperplane))/i, "symmetric-idempotent"],
  [/^(idempotent|(projection|projector)s?)( matrix| matrices)?\b(?! (of|head|layer|weights?))/i, "idempotent"],
  [/^permutation( matrix| matrices)\b/i, "permutation"],
  [/^unit lower[- ]triangular\b/i, "unit-lower-triangular"],
  [/^unit upper[- ]triangular\b/i, "unit-upper-triangular"],
  [/^strictly lower[- ]triangular\b/i, "strictly-lower-triangular"],
  [/^strictly upper[- ]triangular\b/i, "strictly-upper-triangular"],
  [/^(row|right)[- ]stochastic\b/i, "rows-sum-to-one"],
  [/^(column|left)[- ]stochastic\b/i, "columns-sum-to-one"],
  [/^rank[- ](one|1)\b/i, "rank-one"],
  [/^singular\b(?! (value|vector))/i, "singular"],
  [/^nilpotent\b/i, "nilpotent"],
  [/^(doubly )?stochastic(?= matri)/i, "stochastic"],
  [/^(zero[- ]mean|mean[- ]zero|cent(er|re)d(?! (by|at|around|on|about)))\b/i, "of-mean-zero"],
  [/^commut(e|ing)\b(?! with)/i, "commuting"],
  [/^lower[- ]triangular\b(?! (part|half|entries))/i, "lower-triangular"],
  [/^upper[- ]triangular\b(?! (part|half|entries))/i, "upper-triangular"],
  [/^diagonal\b(?! (of|entries|entry|elements?|blocks?|part))/i, "diagonal"],
  [/^(columns (are )?orthonormal|orthonormal (columns|rows))\b/i, "orthonormal-columns"],
  [/^(orthogonal|orthonormal)\b(?! (to|columns|rows|basis|complement|projection|projector))/i, "orthogonal"],
  [/^(invertible|non-?singular|regular(?= matri))\b/i, "invertible"],
  [/^one-?hot\b/i, "one-hot"],
  [/^unit[- ](norm|length)\b(?! (columns|rows))/i, "unit-norm"],
  [/^(probability (vector|distribution)|discrete distribution|distribution over)\b/i, "probabilities"],
  [/^(class |predicted |output |softmax |the )*probabilities\b/i, "probabilities"],
  [/^(strictly )?positive\b(?! (part|parts|root|roots|semi|homogen|multiple|integers?|definite))/i, "positive"],
  [/^(constants?|fixed)\b(?! (of|point|points))/i, "constant"],
  [/^((trainable|learnable|free|model|network) )*(parameters|variables|unknowns)\b( of (the|a|our) ((neural|linear) )?(model|network|layer))?/i, "parameter"],
  [/^non-?zero\b(?! (entries|elements|part|integers?))/i, "nonzero"],
];

const VERB = /^,?\s*((which|that|each|all|both|(whose|with|and|its|each|every|all|the) (columns?|rows?))\s+)*(is|are|be|being|to be|denotes?|denoting|stands? for|for|as|has|have|having|with|of|known to be|assumed to be|taken to be)\b/i;
const NOUN = /^((?!(sum|difference|product|inverse|transpose|function|of|part|mean|norm)\b)[a-z]+[- ])?(matrix|matrices|vectors?|arrays?|targets?|labels?|encodings?|columns?|rows?)\b(?! of)/i;
const FILLER = /^(an?|the|some|any|all|also|both|always|again|real|real-valued|square|given|known|held|kept|treated as|regarded as|considered|small|full|dense|\d+|,|and|as well as|but|its|our|true|corresponding|usual|number|numbers|scalars?|weights?)(?=[\s,]|$)\s*/i;
const DENIED = /\b(not|never|neither|nor|without|unless|whether|no longer|hardly|\w+n't)\b|\bnon[- ]?(symmetric|diagonal|orthogonal|positive|invertible)/i;
const LIMITED = /^[\s,]*(if|when|whenever|unless|only|whether|in general|up to|part|parts|except|provided|on average|in expectation|plus|minus|times)\b/i;

/** The properties that a noun phrase lists, from its start on; null where it turns out to speak of something else. */
function propertiesOf(phrase: string): readonly Cue["kind"][] | null {
  const found: Cue["kind"][] = [];
  for (let rest = phrase.trimStart(); rest !== "";) {
    const spelling = SPELLINGS.find(([pattern]) => pattern.test(rest));
    const step = spelling?.[0].exec(rest) ?? FILLER.exec(rest) ?? NOUN.exec(rest);
    if (spelling !== undefined) found.push(spelling[1]);
    if (step === null) return LIMITED.test(rest) ? null : found;
    rest = rest.slice(step[0].length).trimStart();
  }
  return found;
}

/** "one-hot in each column", "whose rows are probability vectors" */
function asCues(kinds: readonly Cue["kind"][], words: string): readonly Cue[] {
  const noun = /\b(column|row)s?\b/i.exec(words)?.[1]?.toLowerCase();
  return [...new Set(kinds)].map((kind) => (noun === undefined || (kind !== "one-hot" && kind !== "probabilities" && kind !== "orthonormal-columns") ? { kind } : { kind, axis: noun === "column" ? 0 : 1 }));
}

/** What "… is the identity matrix", "be symmetric and invertible" says of the formula before it. Stops at the sentence's end. */
export function cuesAfter(written: string): readonly Cue[] {
  // "the covariance $\\Sigma$ (symmetric, positive definite)"
  const words = written.replace(/^\s*\(([^()]*)\)/, " $1,");
  const clause = words.split(/[.;:?!]|\bwhere\b|\band let\b/)[0] ?? "";
  if (DENIED.test(clause) || words.slice(clause.length).startsWith("?")) return [];
  const verb = VERB.exec(clause);
  const phrase = verb === null ? clause : clause.slice(verb[0].length);
  // without a verb only an adjective follows: "let $A$, symmetric, …", "$A$ invertible"
  if (verb === null && !/^\s*,?\s*(an? |the )?(skew|anti)?-?(symmetric|diagonal|((strictly|unit) )?(lower|upper)[- ]triangular|idempotent|commut(e|ing)\b(?! with)|(row|column)-stochastic|orthogonal|invertible|positive|non-?singular|one-?hot|identity|standard|unit|constant|fixed)/i.test(clause)) return [];
  const kinds = propertiesOf(phrase.replace(/^\s*,\s*/, "").replace(APPOSITION, "")) ?? [];
  // "an anchor $a$, a positive $p$" speaks of the p that comes
  if (verb === null && /^\s*,?\s*(and )?an?\b[^,.;]*$/i.test(words) && kinds.every((kind) => kind === "positive")) return [];
  // "whose columns are orthogonal" says nothing of the matrix as a whole
  const ofParts = /\b(columns?|rows?)\b/i.test(verb?.[0] ?? "");
  return asCues(ofParts ? kinds.filter((kind) => kind === "one-hot" || kind === "probabilities") : kinds, clause);
}

/** "be the sample covariance, a symmetric …" */
const APPOSITION = /^\s*(the|its|our|an?)( (?!(?:of|to|by|from|if|when|that|which)\b)[a-z-]+){1,3}, (?=an? )/i;

const BEFORE = /(?:^|[\s,(])((?:skew[- ]symmetric|antisymmetric|symmetric|positive[- ](?:semi-?)?definite|diagonal|(?:(?:strictly|unit) )?(?:lower|upper)[- ]triangular|idempotent|(?:orthogonal )?projection(?= matri)|permutation(?= matri)|commuting|(?:row|column)-stochastic|rank-one|orthogonal|invertible|non-?singular|one-?hot|identity|constant|fixed)(?:(?:,|,? (?:and|but))? (?!(?:of|from|to|by|is|are|has|with|part|in|on)\b)[a-z-]+){0,5}|(?:vector|column|row|matrix) of (?:all )?ones|all-ones (?:vector|matrix)|(?<!cross[- ])covariance(?: matrix)?|(?:precision|gram|kernel) matrix|(?<!(?:basis|standard|axis)[- ])unit(?:[- ](?:norm|length))? (?:\w+ )?vectors?)\s*$/i;

/** "the identity matrix $I$", "a symmetric, invertible covariance matrix $\Sigma$": the noun phrase right before the formula. */
export function cuesBefore(words: string): readonly Cue[] {
  const clause = words.split(/[.;:?!]/).at(-1) ?? "";
  const phrase = BEFORE.exec(clause)?.[1];
  if (phrase === undefined || DENIED.test(clause) || /\b(and|but)\s*$/i.test(phrase)) return [];
  return asCues((propertiesOf(phrase) ?? []).filter((kind) => kind !== "positive" && kind !== "nonzero"), phrase);
}

/**
 * What the sentence before a formula makes of what is said of it: "if $A$ is symmetric" supposes it for that sentence alone, "we do not assume that $A$ is" and "is $A$ symmetric?" deny it.
 * "For a symmetric $A$" supposes where A is declared elsewhere, and asserts where it introduces A.
 */
export function standingOf(sentence: string, introduces: boolean): "asserted" | "supposed" | "denied" {
  if (DENIED.test(sentence.split(/[,;]/).at(-1) ?? "") || /^\s*(is|are|does|do)\b/i.test(sentence)) return "denied";
  const asserted = sentence.split(/\b(?:let|assume|suppose|given|where|we have|then)\b/i).at(-1) ?? "";
  const isSupposed = /\b(if|when|whenever|were|would|in case)\b/i.test(asserted) || (!introduces && /\bfor (an?|any|every|each|all|some)\b[^,]*$/i.test(asserted));
  return isSupposed ? "supposed" : "asserted";
}
