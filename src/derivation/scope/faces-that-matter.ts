/** Letters of which bold and plain are two things. */
import { isBold, nameKey } from "../notation/name-key.js";
import { splitAt } from "../notation/read-indices.js";
import type { Tex } from "../tex/tex.js";
import { coreOf, isSymbol, plainText } from "../notation/reader.js";
import type { UnderstoodEntry } from "./understood.js";

/** Letters that the document declares twice, bold and plain, as different things. */
export function facesThatMatter(entries: readonly UnderstoodEntry[]): ReadonlySet<string> {
  const spaces = new Map<string, Map<boolean, string>>();
  for (const { entry } of entries) {
    for (const { body } of entry.statements) {
      const at = body.findIndex((tex) => isSymbol(tex, "\\in"));
      if (at <= 0) continue;
      const space = plainText(body.slice(at + 1));
      for (const part of splitAt(body.slice(0, at), (tex) => isSymbol(tex, ","))) {
        const [only] = part;
        const core = part.length === 1 && only !== undefined ? coreOf(only) : null;
        const key = core === null ? null : nameKey(core);
        if (key === null || core === null || isEntry(only!, space)) continue;
        const faces = spaces.get(key) ?? new Map<boolean, string>();
        spaces.set(key, faces.set(isBold(core), space));
      }
    }
  }
  return new Set([...spaces].filter(([, faces]) => faces.size === 2 && faces.get(true) !== faces.get(false)).map(([key]) => key));
}

/** `t_n \\in \\mathbb{R}` says nothing of another `\\mathbf{t}`: it may be an entry of it. */
const isEntry = (tex: Tex, space: string): boolean => tex.kind === "scripts" && tex.sub !== null && tex.sup === null && /^\\?R$/.test(space);
