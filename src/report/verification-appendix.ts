/** The report's last pages: every gradient check with its numbers. */
import { shapeText } from "../layers/matrix.js";
import type { GradientCheck, InputCheck } from "../gradcheck/gradient-check.js";
import type { Align, Block, Inline } from "./model.js";
import type { PlacedCheck, Verification } from "./verification.js";

const text = (content: string): readonly Inline[] => [{ kind: "text", text: content }];
const paragraph = (content: string): Block => ({ kind: "paragraph", leadsIn: false, children: text(content) });

const COLUMNS: readonly (readonly [title: string, align: Align])[] = [
  ["chapter, cell", "left"], ["layer", "left"], ["gradient", "left"], ["shape", "left"], ["seed", "right"], ["worst difference", "right"], ["tolerance", "right"], ["verdict", "left"],
];

/** @param chapterOf the number of the chapter that a notebook is */
export function verificationAppendix({ checks }: Verification, chapterOf: (notebook: string) => number): readonly Block[] {
  if (checks.length === 0) return [];
  return [
    { kind: "heading", level: 1, number: null, id: "verification", children: text("Verification") },
    paragraph(
      "Every gradient of this report was compared, entry by entry, with a numerical derivative: central differences at three steps, extrapolated twice. " +
        "The tolerance is ten times the numerical derivative's own estimate of its error; the worst difference is the one that is largest in units of its tolerance.",
    ),
    {
      kind: "table",
      number: null,
      id: null,
      caption: [],
      columns: COLUMNS.map(([title, align]) => ({ align, head: text(title) })),
      rows: checks.flatMap((placed) => rowsOf(placed, chapterOf)),
    },
  ];
}

function rowsOf({ notebook, cell, check }: PlacedCheck, chapterOf: (notebook: string) => number): readonly (readonly (readonly Inline[])[])[] {
  const place = `${chapterOf(notebook)}, ${cell + 1}`;
  const what = `${check.layer}${check.of === "formula" ? ", formula" : ""}`;
  const start = [text(place), [{ kind: "code" as const, text: what }]];
  if (check.gradients.length === 0) return [[...start, text("none"), text(""), text(""), text(""), text(""), text(`✗ ${check.forward.message}`)]];
  return check.gradients.map((gradient) => [...start, ...gradientCells(gradient, check)]);
}

function gradientCells({ input, shape, worst, verdict }: InputCheck, { seed, expect }: GradientCheck): readonly (readonly Inline[])[] {
  const number = (value: number | undefined): readonly Inline[] => text(value === undefined ? "" : value === 0 ? "0" : value.toExponential(1));
  return [
    [{ kind: "maths", tex: String.raw`\frac{dL}{d${input.length === 1 ? String.raw`\mathbf{${input}}` : String.raw`\mathrm{${input.replace(/[^A-Za-z0-9]/g, "")}}`}}` }],
    text(shapeText(shape)),
    text(seed === null ? "" : String(seed)),
    number(worst?.difference),
    number(worst?.tolerance),
    text(verdictText(verdict, expect)),
  ];
}

function verdictText(verdict: InputCheck["verdict"], expect: GradientCheck["expect"]): string {
  if (expect === "fails") return verdict === "fails" ? "✓ refused, as expected" : verdict === "holds" ? "agrees" : "? undecided";
  return { holds: "✓ agrees", fails: "✗ differs", undecided: "? undecided" }[verdict];
}
