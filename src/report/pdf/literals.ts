/** The two ways text enters Typst source. Every string of a document goes through one of them; no markup of Typst's is ever taken from a document. */

/** A string literal: what stands in it is text, whatever it looks like. Control characters but tab and newline become the replacement character. */
export function stringLiteral(text: string): string {
  const inner = text.replace(/[\\"\n\t\r]|[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/gu, (character) => SHORT[character] ?? "\ufffd");
  return `"${inner}"`;
}

const SHORT: { readonly [character: string]: string } = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r" };

/** Characters as single symbols of a formula: never an operator of Typst's syntax, never the end of an argument. */
export function symbols(text: string): string {
  return [...text].map((character) => `\\u{${character.codePointAt(0)!.toString(16)}}`).join("");
}
