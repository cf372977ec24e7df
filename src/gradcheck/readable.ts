import { inspect } from "node:util";
import { TABLE_MIME } from "../figure/figure.js";
import { errorMap } from "./error-map.js";
import { formatCheck, tableOf } from "./format.js";
import type { GradientCheck } from "./gradient-check.js";
import type { Judged } from "./judged.js";

/** The same record, which prints as a table: as text (`console.log`, the last value of a cell) and, with a picture of each error that has a pattern, in a notebook (`show`). */
export function readable(check: GradientCheck, gradients: readonly Judged[]): GradientCheck {
  const display = (): object => {
    const maps = gradients.flatMap((judged) => errorMap(judged, check.of) ?? []);
    return { [TABLE_MIME]: { ...tableOf(check), ...(maps.length === 0 ? {} : { maps }) }, "text/plain": formatCheck(check) };
  };
  return Object.defineProperties({ ...check }, { [inspect.custom]: { value: () => formatCheck(check) }, [Symbol.for("Jupyter.display")]: { value: display } });
}
