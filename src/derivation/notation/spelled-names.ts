/**
 * `net = \sum_k w_k i_k`, `out = \frac{1}{1 + e^{-net}}`: letters side by side that spell a name, as in programs. A word of three small letters or more that
 * stands alone on the left of an equation, and of which not every letter is introduced as a name of its own, is one name wherever it is written.
 */
import { mapTex } from "../tex/map-tex.js";
import type { Tex } from "../tex/tex.js";
import { listsIn, topDown } from "../scope/walk-tex.js";
import { knownFunction } from "./functions.js";
import { isSymbol, note, spanOf, type Reader } from "./reader.js";

const LETTER = /^[a-z]$/;

/** The words that the document defines; null where there are none. */
export function spelledNames(bodies: readonly (readonly Tex[])[]): ReadonlySet<string> | null {
  const candidates = bodies.flatMap((body) => {
    const [run, ...more] = runsIn(body.slice(0, Math.max(0, body.findIndex((tex) => isSymbol(tex, "=", ":=", "\\coloneqq")))));
    return run?.from === 0 && more.length === 0 && isSymbol(body[run.to], "=", ":=", "\\coloneqq") && knownFunction(run.word) === undefined ? [run.word] : [];
  });
  if (candidates.length === 0) return null;
  const own = introduced(bodies);
  const words = new Set(candidates.filter((word) => [...word].some((letter) => !own.has(letter))));
  return words.size === 0 ? null : words;
}

/** The formula with those words as names, in upright letters. */
export function withSpelledNames(body: readonly Tex[], words: ReadonlySet<string>): readonly Tex[] {
  const runs = new Map(runsIn(body).filter(({ word }) => words.has(word)).map((run) => [run.from, run]));
  const result: Tex[] = [];
  for (let k = 0; k < body.length; k++) {
    const run = runs.get(k);
    if (run === undefined) {
      result.push(inside(body[k]!, words));
      continue;
    }
    const last = body[run.to - 1]!, span = spanOf(body.slice(run.from, run.to).map(letterOf), last);
    const name: Tex = { kind: "words", command: "mathit", text: run.word, ...span };
    result.push(last.kind === "scripts" ? { ...inside(last, words), base: name, start: span.start } as Tex : name);
    k = run.to - 1;
  }
  return result;
}

/** Tells that such a word was read as one name. */
export function noteSpelledName(tex: Tex, reader: Reader): void {
  if (tex.kind !== "words" || tex.end - tex.start !== tex.text.length || reader.notes.some(({ code, message }) => code === "spelled-name" && message.startsWith(`'${tex.text}'`))) return;
  note(reader, "spelled-name", `'${tex.text}' is read as one name, since the document defines it; as a product of its letters write '${[...tex.text].join(" ")}'`, tex);
}

interface Run {
  readonly word: string;
  readonly from: number;
  /** The place after its last letter. */
  readonly to: number;
}

/** The letter itself, or the one that scripts stand on. */
const letterOf = (tex: Tex): Tex => (tex.kind === "scripts" && tex.base !== null ? tex.base : tex);
const textOf = (tex: Tex | undefined): string => { const letter = tex === undefined ? tex : letterOf(tex); return letter?.kind === "symbol" && LETTER.test(letter.text) ? letter.text : ""; };

/** Small letters written one right after the other; scripts end a word. */
function runsIn(body: readonly Tex[]): readonly Run[] {
  const runs: Run[] = [];
  for (let from = 0; from < body.length;) {
    let to = from, word = "";
    while (textOf(body[to]) !== "" && (to === from || (body[to - 1]!.kind === "symbol" && body[to - 1]!.end === letterOf(body[to]!).start))) word += textOf(body[to++]);
    if (word.length >= 3) runs.push({ word, from, to });
    from = Math.max(to, from + 1);
  }
  return runs;
}

const inside = (tex: Tex, words: ReadonlySet<string>): Tex => mapTex(tex, (each) => inside(each, words), (body) => withSpelledNames(body, words));

/** Letters that the document introduces: alone in a formula or in a list, on the left of a relation, under a sign of summation. */
function introduced(bodies: readonly (readonly Tex[])[]): ReadonlySet<string> {
  const letters = new Set<string>();
  const add = (tex: Tex | undefined): void => { const text = textOf(tex); if (text !== "") letters.add(text); };
  for (const body of bodies) {
    const end = body.findIndex((tex) => isSymbol(tex, "\\in", "=", ":=", ":", "<", ">", "\\ge", "\\le"));
    const head = end < 0 ? body : body.slice(0, end);
    if (head.every((tex, k) => (k % 2 === 0 ? textOf(tex) !== "" : isSymbol(tex, ",")))) head.forEach(add);
    for (const tex of topDown(body)) if (tex.kind === "scripts" && tex.sub !== null && tex.base?.kind === "symbol" && /^\\(sum|prod|max|min)$/.test(tex.base.text)) for (const list of listsIn([tex.sub])) add(list[0]);
  }
  return letters;
}
