/** What the sentence around a formula calls it: "the learning rate $\eta$", "$\eta$ is the learning rate", "a vector $x \in \mathbb{R}^n$". */
import type { Formula, SourceDocument } from "../document/document.js";

export interface Mention {
  readonly fragment: number;
  /** LaTeX, as it is written: `\frac{dL}{d\mathbf{y}} \in \mathbb{R}^m`. */
  readonly source: string;
  readonly meaning: string | null;
}

/** The formulas within sentences, in order, each with what the words beside it call it. */
export function mentionsOf({ fragments, units }: SourceDocument): readonly Mention[] {
  return fragments.flatMap((fragment, k): readonly Mention[] => {
    if (fragment.kind !== "formula" || fragment.display) return [];
    const source = sourceOf(fragment, units[fragment.unit]!.text);
    const before = fragments[k - 1], after = fragments[k + 1];
    // "vectors $x, y$" names several things.
    const isList = source.split(/\\in\b|:/)[0]!.replace(/\{[^{}]*\}|\([^()]*\)/g, "").includes(",");
    const meaning = isList ? null : (after?.kind === "prose" ? meaningAfter(after.text) : null) ?? (before?.kind === "prose" ? meaningBefore(before.text) : null);
    return [{ fragment: k, source, meaning }];
  });
}

const sourceOf = ({ inner }: Formula, text: string): string => text.slice(inner.start, inner.end).trim();

/** Up to four plain words after the last article: "takes a vector", "the upstream gradient", "the weights are". */
function meaningBefore(text: string): string | null {
  const words = /(?:^|[\s(])(?:the|an?|its|their|our|some|any|each|every|and|with|by)\s+((?:[\p{L}-]+\s+){0,3}[\p{L}-]+)\s*$/iu.exec(text.slice(-80).replace(/\s+(?:is|are|be|called|denoted by)\s*$/i, ""));
  const found = words?.[1]?.split(/\s+/).reduceRight<readonly string[]>((kept, word, k, all) => (kept.length < all.length - 1 - k || STOPS.test(word) ? kept : [word, ...kept]), []) ?? [];
  // What stands before a stop is no part of the name: "its own output", "a step of the loss".
  return found.every((word) => EMPTY.test(word)) ? null : found.join(" ");
}

/** "is the learning rate", "denotes a step": up to where the phrase ends; and ", the number of samples," between its commas. */
function meaningAfter(text: string): string | null {
  const said = /^(?:is|are|be|denotes?|stands for|means)\s+(?:the|an?|its)\s+([^.,;:()]+)/iu.exec(text.trim())?.[1];
  const aside = /^,\s+(?:the|an?|its)\s+([^.,;:()]+)[.,;:)]/iu.exec(text.trim())?.[1];
  const phrase = said?.split(ENDS)[0] ?? (aside !== undefined && !ENDS.test(aside) ? aside : undefined);
  const words = phrase?.trim().split(/\s+/) ?? [];
  const isWhole = words.length > 0 && words.length <= 6 && !STOPS.test(words.at(-1)!) && words.every((word) => /^[\p{L}\d'’-]+$/u.test(word));
  return isWhole && !words.every((word) => EMPTY.test(word)) ? words.join(" ") : null;
}

/** Words that begin another part of the sentence. */
const ENDS = /\s+(?:that|which|who|where|when|and|or|is|are|was|has|with|in which|at which|to be|computed|given|if|so|by)\b/iu;

/** Words that no name of a thing has in it. */
const STOPS = /^(of|to|by|is|are|was|be|for|with|in|on|at|from|that|which|the|an?|its|and|or|as|than|let|if|only|not|all|where|takes?|gives?|has|have|hold|holds|then|so|because|through|over|both|between|equation|equations|section|figure|table|row|column|entry|entries|index|condition|term|terms|respect|say|after|before|about|around|into|under|upon|against|per|until|near|within|without|above|below|during|up|out|off|times|plus|minus|goes|stays|keeps|lies|scatters|becomes|own|once|now|also|just|exactly)$/i;
/** Words that, alone, say nothing of what they name. */
const EMPTY = /^(same|first|second|third|last|next|following|case|one|ones|other|others|equality|identity|expression|result|value|values|it|this|these|those|symbol|way|function|sum|product|samples?|loop|point|side|right|left|choice|part|thing|kind|number|size|length|while)$/i;
