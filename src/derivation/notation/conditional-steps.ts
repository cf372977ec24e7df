/**
 * Kalman's `P_{k|k-1}` and `P_{k|k}`: what is known of step k before and after its measurement. Each is a family of its own with the step below it, so that
 * `P_{k-1|k-1}` is the one before `P_{k|k}`.
 */
import { mapTex } from "../tex/map-tex.js";
import type { Tex } from "../tex/tex.js";
import { topDown } from "../scope/walk-tex.js";
import { nameKey } from "./name-key.js";
import { bodyOf, isSymbol, plainText } from "./reader.js";

interface Place {
  readonly letter: string;
  readonly shift: number;
}

export const hasConditionalSteps = (bodies: readonly (readonly Tex[])[]): boolean => bodies.some((body) => topDown(body).some((tex) => familyOfSteps(tex) !== null));

/** The formula with each such name as a member of its family. */
export const withConditionalSteps = (body: readonly Tex[]): readonly Tex[] => body.map(stepped);

function stepped(tex: Tex): Tex {
  const family = familyOfSteps(tex);
  if (family === null || tex.kind !== "scripts") return mapTex(tex, stepped, withConditionalSteps);
  const { start, end } = tex.base!;
  const word: Tex = { kind: "words", command: "text", text: family.name, start, end };
  return { ...tex, base: word, sub: { kind: "group", body: family.step, start: family.step[0]!.start, end: family.step.at(-1)!.end }, sup: tex.sup === null ? null : stepped(tex.sup) };
}

/** The name of the family and the step; null where the node has no such subscript. */
function familyOfSteps(tex: Tex): { readonly name: string; readonly step: readonly Tex[] } | null {
  if (tex.kind !== "scripts" || tex.sub === null || tex.primes > 0) return null;
  const key = nameKey(tex.base), body = bodyOf(tex.sub), at = body.findIndex((each) => isSymbol(each, "|", "\\mid", "\\vert"));
  const [step, given] = key === null || at < 1 ? [null, null] : [placeOf(body.slice(0, at)), placeOf(body.slice(at + 1))];
  if (step === null || given === null || step.letter !== given.letter || step.shift < given.shift) return null;
  const ahead = step.shift - given.shift, plain = key!.replace(/[\\}]/g, "").replace(/[^A-Za-z0-9]+/g, "-");
  return { name: `${plain}-${ahead === 0 ? "posterior" : ahead === 1 ? "prior" : `${ahead}-ahead`}`, step: body.slice(0, at) };
}

/** `k`, `k-1`, `0` */
function placeOf(body: readonly Tex[]): Place | null {
  const found = /^([A-Za-z]?)([+-]?\d+)?$/.exec(plainText(body));
  return found === null || body.length === 0 || (found[1] === "" && /^[+-]/.test(found[2] ?? "-")) ? null : { letter: found[1]!, shift: Number(found[2] ?? 0) };
}
