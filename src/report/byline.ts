/** What stands above and below a title, as each writer sets it: authors with marks for where they work, the lines of a course's header. */
import type { Author, Course } from "./model.js";

export interface Byline {
  /** `marks` counts affiliations from 1; empty where all authors share them. */
  readonly authors: readonly (Author & { readonly marks: readonly number[] })[];
  /** Each once, in the order in which authors name them; `mark` is null where all authors share them. */
  readonly affiliations: readonly { readonly mark: number | null; readonly text: string }[];
}

export function bylineOf(authors: readonly Author[]): Byline {
  const all = [...new Set(authors.flatMap(({ affiliations = [] }) => affiliations))];
  const isShared = authors.every(({ affiliations = [] }) => affiliations.length === all.length);
  return {
    authors: authors.map((author) => ({ ...author, marks: isShared ? [] : (author.affiliations ?? []).map((text) => all.indexOf(text) + 1).sort((a, b) => a - b) })),
    affiliations: all.map((text, k) => ({ mark: isShared ? null : k + 1, text })),
  };
}

/** A course's header: what it is on the left, what is handed in on the right. */
export interface CourseHeader {
  readonly left: readonly string[];
  readonly right: readonly string[];
}

export function courseHeader({ name, code, term, institution, teacher, assignment }: Course, date: string | null): CourseHeader {
  const present = (lines: readonly (string | null | undefined)[]): readonly string[] => lines.filter((line) => typeof line === "string" && line !== "") as readonly string[];
  return { left: present([present([code, name]).join(" "), institution, term]), right: present([assignment, date, teacher]) };
}

export const namesOf = (authors: readonly Author[]): string => authors.map(({ name }) => name).join(", ");
