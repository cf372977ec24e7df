/** What the words around a formula say: conditions, assumptions, arguments, columns and rows. What they say of a name is in `cues.ts`. */

/** "is any differentiable function of", "depends only on", "is computed from": what follows are its arguments. */
export const announcesArguments = (words: string): boolean => !/\b(not|never|no longer|nor|neither|\w+n't)\b[^.,;]*$/i.test(words) && (dependsInWords(words) || isFunctionOf(words));

/** "and depends on a parameter": what follows are its arguments, whatever its shape. */
export const dependsInWords = (words: string): boolean => /\b(depends?|depending)( smoothly| only| differentiably)* (on|upon)( (an?|the|its|some|one|two|several) ((scalar|real|hyper|vector|single|unknown)[- ]?)*(parameters?|hyperparameters?|variables?|scalars?|numbers?|weights?|arguments?|outputs?|logits|predictions?|activations?|scores))?( all( entries)? of| the)?\s*$/i.test(words);

const isFunctionOf = (words: string): boolean =>
  /\b((differentiable|smooth|arbitrary|scalar|real|loss|some|any|a|now a)\s+)*function of( all( entries)? of| the| only| both)*( (outputs?|logits|predictions?|activations?|scores|parameters?|weights?))?\s*$/i.test(words) || /\b(depends?( only)? (on|upon)|computed from|in terms of|eats( up)?|consumes|acts on|(is )?applied to)( all( entries)? of| the)?\s*$/i.test(words);

/** Words that introduce an assumption. */
export const assumes = (words: string): boolean => /\b(assum\w+|suppose|given|let|where|with|provided|require\w*|such that|satisf\w+|here|normali[sz]ed|subject to|constraint|so that|and|for some)\b[^.]*$/i.test(words);
export const firmlyAssumes = (words: string): boolean => /\b(assum\w+|suppose|given|provided|require\w*|such that|satisf\w+|subject to|constraint|normali[sz]ed|let)\b[^.]*$/i.test(words);

/** "if", "when", "for", "at" right before a formula: it is a condition, no claim and no definition. */
export const conditional = (words: string): boolean => /\b(if|when|whenever|for|(?<!\blook(?:ing)? )at|unless|case|cases|near|until|than|whether)\s*$/i.test(words);
/** The same over the formulas before it in the sentence: "1 if $i = l$ and $j = k$". */
export const conditionalSentence = (sentence: string): boolean => /\b(if|when|whenever|unless|case)\b\s*((and|or|,)\s*)*$/i.test(sentence);
/** "Setting $\\nabla f = 0$ gives", "we solve $Sw = \\lambda w$": an equation that the author asks for, not one that is said to hold. The set of "on the training set" is no verb. */
export const asksFor = (words: string): boolean => /(?:\b(?:setting|solv(?:e|es|ing)|impos(?:e|es|ing)|demand(?:ing)?|enforc(?:e|es|ing))|(?:^|[.;:,]\s*|\b(?:we|us|can|may|must|to|then|now|and) )set)\s*$/i.test(words);
/** "We do not assume that $x^\top y = 0$", "$A = A^\top$ need not hold", "later we will assume", "some authors use": nobody says that it is so here. */
export const denies = (sentence: string, after: string): boolean =>
  /\b(not|never|no longer|without|wrong to|instead of|rather than|later( on)?,?( we)?( will| shall)?|(some|many|other|most) (authors?|people|texts?|books?))\b[^.;]*\b(assum|suppos|requir|impos|us(e|es|ing)\b|ask)[^.;]*$/i.test(sentence)
  || /\bit is (not|never|by no means|generally not) (in general |always )?(true|the case|so|correct)( in general)? that\s*$/i.test(sentence)
  || /^\s*,?\s*(need not|does not|do not|must not|cannot|is (not|false|wrong)|in the (first|second|third|other|special|next) (case|part)|is (wrong|false) in general)\b/i.test(after);
/** "Setting the derivative to zero gives $x = …$", "for example, $a = b$", "a special case is $A = I$": one value of a name that has others, too. */
export const choosesValue = (before: string, sentence: string): boolean =>
  /\b(setting|solving|equating|putting|setting up)\b[^.]*\b(gives?|yields?|leads to|we (get|obtain|find))\s*$/i.test(sentence)
  || /\b((for|as an?) (example|instance)|e\.g\.|(a|the|one) (special|simple|trivial|extreme|other) case( is| of)?|the case|for an? (perfect|exact|ideal) \w+|at the (optimum|minimum|maximum|solution|stationary point))[\s,:]*$/i.test(before);
/** "Let $a = …$, $b = …$ and": a list of what names are, before one of them. */
export const opensWithLet = (sentence: string): boolean => /^\W*(now )?(let|consider|take|put|define|given|with|say)( now| instead| us)?([\s,;:]|\band\b)*$/i.test(sentence);
/** What follows limits it: "= 1 if i = j". */
export const limitedAfter = (words: string): boolean => /^\s*,?\s*(if|when|whenever|for|unless|only|at|otherwise|provided|where it)\b/i.test(words);

export const speaksOfColumns = (words: string): boolean => /\bcolumns?\b/i.test(words);
export const speaksOfRows = (words: string): boolean => /\brows?\b/i.test(words);

/** "b is added to each column of WX" */
export function broadcastIn(words: string): "columns" | "rows" | null {
  const match = /\b(added|broadcast\w*|subtracted|copied|applied)\b[^.]*?\b(each|every|all|the|across)( of the)?\s+(column|row|sample)s?\b/i.exec(words);
  return match === null ? null : /row/i.test(match[4]!) ? "rows" : "columns";
}

/** "over the last axis", "dim=-1": of a matrix, along each row; the first axis runs down each column. */
const LAST_AXIS = String.raw`(?:over|along|across|on|in) (?:the|its) last (?:axis|dim(?:ension)?)\b|\b(?:dim|axis)\s*=\s*-?1(?!\d)`;
const FIRST_AXIS = String.raw`(?:over|along|across|on|in) (?:the|its) first (?:axis|dim(?:ension)?)\b|\b(?:dim|axis)\s*=\s*0(?!\d)`;
const IS_LAST_AXIS = new RegExp(LAST_AXIS, "i");
const IS_FIRST_AXIS = new RegExp(FIRST_AXIS, "i");
const RIGHT_AFTER_LAST = new RegExp(String.raw`^\W*(?:(?:is\s+)?(?:applied|taken|computed|normali[sz]ed|acting)\s+)?(?:${LAST_AXIS}|by rows\b)`, "i");
const RIGHT_AFTER_FIRST = new RegExp(String.raw`^\W*(?:(?:is\s+)?(?:applied|taken|computed|normali[sz]ed|acting)\s+)?(?:${FIRST_AXIS}|by columns\b)`, "i");

/** "softmax is applied to each row", "row-wise softmax": in one clause; softmax regression is no function that is applied. */
export function softmaxAxisIn(words: string): "rows" | "columns" | null {
  const clauses = words.split(/[.:;]\s/).filter((clause) => /softmax(?! (regression|classifi|model))/i.test(clause));
  const of = (pattern: RegExp): boolean => clauses.some((clause) => pattern.test(clause));
  if (of(/\b(each|every) row\b|\brow[- ]?wise\b|\bover (its |the )?rows\b|\bby rows?\b|\brow by row\b|\bto (its|the) rows\b/i) || of(IS_LAST_AXIS)) return "rows";
  return of(/\b(each|every) column\b|\bcolumn[- ]?wise\b|\bcolumn by column\b|\bto (its|the) columns\b|\bby columns\b/i) || of(IS_FIRST_AXIS) ? "columns" : null;
}

/** "row-wise", "(applied row by row)" right after a formula with a softmax in it. */
export function axisRightAfter(words: string): "rows" | "columns" | null {
  if (RIGHT_AFTER_LAST.test(words)) return "rows";
  if (RIGHT_AFTER_FIRST.test(words)) return "columns";
  const match = /^\W*(?:(?:applied|taken|computed)\s+)?(?:(row|column)[- ]?wise|(?:row|column) by (row|column)|(?:to|over|in|for|along) (?:each|every) (row|column))\b/i.exec(words);
  return match === null ? null : /row/i.test(match[1] ?? match[2] ?? match[3]!) ? "rows" : "columns";
}

/** "one example per row", "samples are stored in columns": what the samples of the document are. */
export function samplesIn(words: string): "rows" | "columns" | null {
  const match = /\b(?:one|an?|each|every) (?:\w+ )?(?:example|sample|data ?point|observation|token|image|instance)s? (?:per|in each|in every|a|as a) (row|column)\b|\b(?:examples|samples|data ?points|observations|tokens|images|instances|inputs) (?:\w+ )?(?:as|in|are|are the|are stored in|are its|form the) (row|column)s\b|\b(?:examples|samples|data ?points|observations|tokens|images|instances|inputs)\b[^.;]{0,40}? (?:stacked|arranged|stored|collected|gathered|organi[sz]ed|laid out)(?: \w+)? (?:as|in|into|by)(?: the| its)? (row|column)s\b|\b(row|column)s (?:\w+ )?(?:are|hold|contain|as) (?:the |one )?(?:\w+ )?(?:example|sample|data ?point|observation|token|image|instance)s?\b/i.exec(words);
  return match === null ? null : /row/i.test(match.slice(1).find((noun) => noun !== undefined)!) ? "rows" : "columns";
}
