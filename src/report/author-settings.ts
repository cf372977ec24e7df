/** Who wrote a report, for which course, and how its title is set: as the configuration says it. */
import type { Author, Course, Template } from "./model.js";
import { oneOrMore, text } from "./setting-readers.js";

export const TEMPLATES: readonly Template[] = ["article", "hand-in", "note"];

export const AUTHORS = 'a list of names, or of objects with "name" and perhaps "affiliation", "email", "id"';
const COURSE = 'an object with "name" and perhaps "code", "term", "institution", "teacher", "assignment", all texts';

const AUTHOR_KEYS = ["name", "affiliation", "email", "id"];
const COURSE_KEYS = ["name", "code", "term", "institution", "teacher", "assignment"] as const;

/** A name alone, or with where its bearer works, how to write to them, and the number that a course knows them by. */
export function author(value: unknown): Author {
  if (typeof value === "string") return { name: text(AUTHORS)(value) };
  const { name, affiliation, ...more } = fieldsOf(value, AUTHOR_KEYS, AUTHORS);
  return { name: text(AUTHORS)(name), ...(affiliation !== undefined && { affiliations: oneOrMore(text(AUTHORS))(affiliation) }), ...texts(more, AUTHORS) };
}

export function course(value: unknown): Course {
  const { name, ...more } = fieldsOf(value, COURSE_KEYS, COURSE);
  // What is to be filled in yet is left out.
  return { name: text(COURSE)(name), ...texts(Object.fromEntries(Object.entries(more).filter(([, value]) => value !== "")), COURSE) };
}

function fieldsOf(value: unknown, keys: readonly string[], what: string): { readonly [key: string]: unknown } {
  if (typeof value !== "object" || value === null || !Object.keys(value).every((key) => keys.includes(key))) throw new Error(what);
  return value as { readonly [key: string]: unknown };
}

const texts = (fields: { readonly [key: string]: unknown }, what: string): { readonly [key: string]: string } =>
  Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, text(what)(value)]));
