/** Whether what stands between two dollars of Markdown is a formula or a part of the text. */

/** Words of a text that no formula has outside of `\text`. */
const TEXT_WORDS = "an|and|are|as|at|be|but|by|can|costs?|each|for|from|has|have|if|in|into|is|it|let|not|of|on|or|our|over|per|so|than|that|the|their|then|these|this|those|to|und|up|us|was|we|where|which|while|with|de|la|le|el|der|die|das";
const BEGINS_WITH_WORD = new RegExp(String.raw`^(?:${TEXT_WORDS})(?=[\s,.;:!?]|$)`, "i");
const HAS_WORD = new RegExp(String.raw`(?:^|[^\p{L}\\])(?:${TEXT_WORDS})(?=[\s,.;:!?]|$)`, "iu");

/** Two words in a row. */
const TWO_WORDS = /(?:^|\s)\p{Ll}{3,}\s+\p{Ll}{3,}(?=[\s,.;:]|$)/u;

/** An amount of money, alone or with what it is paid for: `5 million`, `10 a piece`, `6,`. */
const AMOUNT = new RegExp(String.raw`^[~≈<>+-]?\s*\d[\d.,]*\s*(?:(?:[kKMB]|a|\p{Ll}{3,}|${TEXT_WORDS})(?=[\s,.;]|$)[^=<>\\]*|[-,.;:!?)–—]*)$`, "u");

/** Letters of scripts in which formulas are not written. */
const FOREIGN = /[^\P{L}\p{Script=Latin}\p{Script=Greek}\p{Script=Common}]/u;

/** `\text{…}` and its like. */
const TEXT_GROUP = /\\(?:text\w*|mbox|operatorname\*?|math(?:rm|sf|tt|bf|it))\s*\{[^{}]*\}/g;

/**
 * @param inner what stands between the dollars
 * @param after the character behind the closing dollar
 *
 * Without a blank at either dollar it is a formula. With blanks at both it is one unless it is money or words; with a blank at one (`$x $`) if nothing
 * in it belongs to a text. So "$5 or $6", "$5-$6" and "$ 5 and 10 $ a piece" are left alone.
 */
export function isInlineMaths(inner: string, after: string): boolean {
  if (inner.trim() === "" || /\d/.test(after) || hasMarkup(inner)) return false;
  const [before, behind] = [/^\s/.test(inner), /\s$/.test(inner)];
  if (!before && !behind) return true;
  const bare = inner.replace(TEXT_GROUP, "\\text").trim();
  if (AMOUNT.test(bare)) return before && behind && /^\d[\d.]*$/.test(bare);
  if (before && behind) return !BEGINS_WITH_WORD.test(bare) && !FOREIGN.test(bare);
  return !HAS_WORD.test(bare) && !TWO_WORDS.test(bare) && !FOREIGN.test(bare) && !/^[,;:!?)]|[,;]$/.test(bare);
}

/** Code or a link between two dollars, or between `\[` and `\]`: they are signs of the text. */
export const hasMarkup = (inner: string): boolean => /`|\]\((?:#|\w*:?\/|\.{1,2}\/|[\w-]+\.\w)/.test(inner);
