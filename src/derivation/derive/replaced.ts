import type { Expression } from "../expression/expression.js";
import { same } from "../expression/key.js";
import { mapChildren } from "../expression/map.js";

/** Every copy of a part replaced. */
export const replaced = (e: Expression, part: Expression, by: Expression): Expression => (same(e, part) ? by : mapChildren(e, (child) => replaced(child, part, by)));
