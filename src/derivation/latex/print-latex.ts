/**
 * Expressions to LaTeX, as the document's author writes: the reader (`notation/`) reads back the same expression.
 * Brackets stand where the reader needs them, and in few places for the eye: around a fraction with a script, a negative factor, a product after a derivative operator.
 */
import { isDots, type Cell, type Expression } from "../expression/expression.js";
import { isKroneckers } from "../notation/read-scripts.js";
import { bigText } from "./big.js";
import { conditionText, IN_SIGNS, IN_WORDS } from "./conditions.js";
import { printDerivative, printGradient } from "./derivatives.js";
import { printApplication, printCall } from "./functions.js";
import { indicesText } from "./indices.js";
import { nameText } from "./names.js";
import { brackets, factor, SUM, whole, type Bracketing, type Printed, type Printing, type Followed } from "./printing.js";
import { printProduct, printSeries, printSum } from "./products.js";
import { printEntry, printMember, printPower, printTranspose } from "./scripts.js";
import type { Typography } from "./typography.js";

/** @param bracketed how brackets are written: tests leave some out, to see that they are needed */
export function printLatex(e: Expression, typography: Typography, bracketed: Bracketing = brackets): string {
  // a part is asked for twice where brackets may stand around it: once for its level, once for its text
  const known = new Map<Expression, Map<Followed, Printed>>();
  const printing: Printing = {
    typography, bracketed,
    print: (each, followed = false) => {
      const own = known.get(each) ?? new Map<Followed, Printed>();
      known.set(each, own);
      const text = own.get(followed) ?? print(each, followed, printing);
      own.set(followed, text);
      return text;
    },
  };
  return whole(e, printing);
}

function print(e: Expression, followed: Followed, p: Printing): Printed {
  switch (e.kind) {
    case "number": return { ...factor(numberText(e.digits, e.places)), ...(e.digits < 0n ? { level: SUM } : {}) };
    case "name": return factor(nameText(e.name, p.typography));
    case "index": return factor(e.name);
    case "member": return printMember(e, p);
    case "entry": return printEntry(e, p);
    case "add": return printSum(e, p);
    case "product": return printProduct(e, followed, p);
    case "quotient": return factor(`\\frac{${overBar(whole(e.numerator, p))}}{${overBar(whole(e.denominator, p))}}`);
    case "power": return printPower(e, p);
    case "transpose": return printTranspose(e, p);
    case "apply": return printApplication(e, followed, p);
    case "call": return printCall(e, p);
    case "big": return bigText(e, followed, p);
    case "series": return printSeries(e, p);
    case "derivative": return printDerivative(e, followed, p);
    case "gradient": return printGradient(e, followed, p);
    case "delta": return factor(deltaText(e, p));
    case "indicator": return factor(`${p.typography.indicator}[${conditionText(e.condition, IN_SIGNS, p)}]`);
    case "cases": return factor(`\\begin{cases} ${e.arms.map(({ value, condition }) => `${whole(value, p)} & ${condition.kind === "otherwise" ? "" : "\\text{if } "}${conditionText(condition, IN_WORDS, p)}`).join(" \\\\ ")} \\end{cases}`);
    case "matrix": return factor(e.isListed === true && e.rows.length === 1 ? `[${e.rows[0]!.map((cell) => (cell.kind === "dots" ? "\\dots" : whole(cell, p))).join(", ")}]` : matrixText(e.rows, e.determinant ? "vmatrix" : "bmatrix", p));
    case "norm": return factor(`\\lVert ${whole(e.of, p)} \\rVert${{ plain: "", "1": "_1", "2": "_2", F: "_F", inf: "_\\infty" }[e.order]}`);
    case "absolute": return factor(`\\left| ${whole(e.of, p)} \\right|`);
    case "inner": return factor(`\\langle ${whole(e.left, p)}, ${whole(e.right, p)} \\rangle`);
  }
}

function numberText(digits: bigint, places: number): string {
  const text = String(digits < 0n ? -digits : digits).padStart(places + 1, "0");
  return `${digits < 0n ? "-" : ""}${places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`}`;
}

/** A factor d at the start of a fraction's part would be read as a differential. */
const overBar = (text: string): string => (/^d[\s^_]/.test(text) ? `{d}${text.slice(1)}` : text);

/** Where the document uses δ for something else, the indicator says the same. */
function deltaText({ left, right }: Expression & { readonly kind: "delta" }, p: Printing): string {
  const indices = indicesText([left, right], null, p);
  return isKroneckers(indices, p.typography.scope) ? `\\delta_{${indices}}` : `${p.typography.indicator}[${whole(left, p)} = ${whole(right, p)}]`;
}

function matrixText(rows: readonly (readonly Cell[])[], environment: string, p: Printing): string {
  const text = (cell: Cell): string => (isDots(cell) ? { across: "\\cdots", down: "\\vdots", diagonal: "\\ddots" }[cell.direction] : whole(cell, p));
  return `\\begin{${environment}} ${rows.map((row) => row.map(text).join(" & ")).join(" \\\\ ")} \\end{${environment}}`;
}
