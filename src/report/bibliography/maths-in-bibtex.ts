/** `$…$` in BibTeX, kept from its reader, which makes signs of some of it and breaks the rest. */

/** Dollars around TeX whose braces close in it, three deep; one alone (a price) and `\$` are none. */
const MATHS = /\\.|\$((?:\\.|[^$\\{}"]|\{(?:\\.|[^$\\{}"]|\{(?:\\.|[^$\\{}"])*\})*\})+)\$/gs;

const OPEN = "\uE000", CLOSE = "\uE001";

/** The text with signs in place of maths that its reader passes on. */
export const maskMaths = (bibtex: string): string => bibtex.replace(MATHS, (whole, tex: string | undefined) => (tex === undefined ? whole : `${OPEN}${Buffer.from(tex).toString("hex")}${CLOSE}`));

/** What was read, with the maths in its place. */
export function unmaskMaths<T>(value: T): T {
  if (typeof value === "string") return value.replace(new RegExp(`${OPEN}([0-9a-f]*)${CLOSE}`, "g"), (_, hex: string) => `$${Buffer.from(hex, "hex").toString()}$`) as T;
  if (Array.isArray(value)) return value.map(unmaskMaths) as T;
  return typeof value === "object" && value !== null ? (Object.fromEntries(Object.entries(value).map(([key, each]) => [key, unmaskMaths<unknown>(each)])) as T) : value;
}
