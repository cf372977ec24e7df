/** A citation until the whole report is read: a link to "@…", which no author's link can be. Its number and its work's authors are settled then. */

/** Alone in brackets, `[@key]`; in brackets behind words, `[see @key]`; or in the text, "@key shows". */
export type Manner = "alone" | "behind" | "text";

export interface CitationLink {
  readonly manner: Manner;
  readonly key: string;
}

export const citationHref = ({ manner, key }: CitationLink): string => `@${manner} ${key}`;

/** @returns null if the link is an author's */
export function citationOf(href: string): CitationLink | null {
  const [, manner, key] = /^@(alone|behind|text) (.+)$/s.exec(href) ?? [];
  return manner === undefined || key === undefined ? null : { manner: manner as Manner, key };
}
