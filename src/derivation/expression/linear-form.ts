/** Whole numbers of names: 2, n − 1, i + 1 as numbers by name. */
import type { Expression } from "./expression.js";

/** c + Σ c_k name_k; the number alone stands at "". */
export type LinearForm = ReadonlyMap<string, number>;

/** The form of a sum of names and whole numbers; null where it is anything else. */
export function linearForm(e: Expression): LinearForm | null {
  switch (e.kind) {
    case "number": return e.places === 0 ? new Map([["", Number(e.digits)]]) : null;
    case "index": case "name": return new Map([[e.name, 1]]);
    case "add": return e.terms.reduce<LinearForm | null>((sum, { sign, of }) => {
      const form = linearForm(of);
      return sum === null || form === null ? null : plusTimes(sum, sign, form);
    }, new Map());
    default: return null;
  }
}

/** a + times · b */
export function plusTimes(a: LinearForm, times: number, b: LinearForm): LinearForm {
  const sum = new Map(a);
  for (const [name, each] of b) sum.set(name, (sum.get(name) ?? 0) + times * each);
  return sum;
}

/** The number that it is; null where a name is left. */
export const numberOf = (form: LinearForm): number | null => ([...form].every(([name, times]) => name === "" || times === 0) ? (form.get("") ?? 0) : null);

/** With another form in place of one name. */
export const substituted = (form: LinearForm, name: string, by: LinearForm): LinearForm => plusTimes(new Map([...form].filter(([own]) => own !== name)), form.get(name) ?? 0, by);
