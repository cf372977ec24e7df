/** `L = \sum_{t=1}^T \ell_t`, and further on `\frac{\partial L}{\partial h_T}` beside `h_t`: the capital is the last step, also where it stands below a name on a left side. */
import { keyOf } from "../notation/read-scripts.js";
import { bodyOf, coreOf, type Reader } from "../notation/reader.js";
import { BIG_OPERATORS } from "../notation/symbols.js";
import { topDown } from "../scope/walk-tex.js";
import type { Tex } from "../tex/tex.js";

/** Capitals up to which a sum counts, where each name that has the capital below it has the index of such a sum below it elsewhere. */
export function lastSteps(bodies: readonly (readonly Tex[])[], reader: Reader): ReadonlySet<string> {
  const counted = new Map<string, Set<string>>(), below = new Map<string, Set<string>>();
  const add = (map: Map<string, Set<string>>, key: string, value: string): void => void map.set(key, (map.get(key) ?? new Set()).add(value));
  for (const node of bodies.flatMap((body) => topDown(body))) {
    if (node.kind !== "scripts" || node.base === null || node.sub === null) continue;
    const first = letterOf(bodyOf(node.sub)[0], reader), core = coreOf(node.base);
    if (first === null) continue;
    if (core.kind === "symbol" && BIG_OPERATORS.has(core.text)) {
      const last = node.sup === null || bodyOf(node.sub).length === 1 ? null : only(bodyOf(node.sup), reader);
      if (last !== null && /^[A-Z]$/.test(last)) add(counted, last, first);
    } else {
      const letter = only(bodyOf(node.sub), reader), name = keyOf(node.base, reader);
      if (letter !== null && name !== null) add(below, name, letter);
    }
  }
  return new Set([...counted].filter(([last, steps]) => {
    const named = [...below.values()].filter((letters) => letters.has(last));
    return named.length > 0 && named.every((letters) => [...steps].some((step) => letters.has(step)));
  }).map(([last]) => last));
}

const letterOf = (tex: Tex | undefined, reader: Reader): string | null => (tex === undefined || tex.kind === "scripts" ? null : keyOf(tex, reader));
const only = (body: readonly Tex[], reader: Reader): string | null => (body.length === 1 ? letterOf(body[0], reader) : null);
