/** The report's last pages: every gradient check with its numbers. */
import { shapeText } from "../layers/matrix.js";
import { gradientTex, measured, scientific } from "../gradcheck/format.js";
import type { GradientCheck, InputCheck } from "../gradcheck/gradient-check.js";
import { inlineOf, type Align, type Block, type Inline } from "./model.js";
import type { PlacedCheck, Verification } from "./verification.js";

const text = (content: string): readonly Inline[] => [{ kind: "text", text: content }];
const paragraph = (content: string): Block => ({ kind: "paragraph", leadsIn: true, children: text(content) });

const COLUMNS: readonly (readonly [title: string, align: Align])[] = [
  ["chapter, cell", "left"], ["layer", "left"], ["gradient", "left"], ["shape", "left"], ["seed", "right"], ["difference", "right"], ["tolerance", "right"], ["verdict", "left"],
];

/** @param chapterOf the number of the chapter that a notebook is */
export function verificationAppendix({ checks }: Verification, chapterOf: (notebook: string) => number): readonly Block[] {
  if (checks.length === 0) return [];
  return [
    { kind: "heading", level: 1, number: null, id: "verification", children: text("Verification") },
    paragraph(
      "Every gradient of this report was compared with a numerical derivative: central differences at three steps, extrapolated twice; " +
        "entry by entry where there are few, along random directions that move all entries at once where there are many. " +
        "The tolerance is ten times the numerical derivative's own estimate of its error; the difference shown is the one that is largest in units of its tolerance.",
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

/** A row for each gradient; the first says whose they are. */
function rowsOf({ notebook, cell, check }: PlacedCheck, chapterOf: (notebook: string) => number): readonly (readonly (readonly Inline[])[])[] {
  const start = [text(`${chapterOf(notebook)}, ${cell + 1}`), [{ kind: "code" as const, text: check.layer }, ...(check.of === "formula" ? text(" formula") : [])]];
  if (check.gradients.length === 0) return [[...start, text("none"), text(""), text(""), text(""), text(""), text(`✗ ${check.forward.message}`)]];
  return check.gradients.map((gradient, k) => [...(k === 0 ? start : start.map(() => [])), ...gradientCells(gradient, check)]);
}

function gradientCells(gradient: InputCheck, { seed, expect }: GradientCheck): readonly (readonly Inline[])[] {
  const { input, shape, verdict } = gradient;
  const at = measured(gradient);
  return [
    [{ kind: "maths", tex: gradientTex(input) }],
    text(shapeText(shape)),
    text(seed === null ? "" : String(seed)),
    inlineOf(scientific(at?.difference ?? null)),
    inlineOf(scientific(at?.tolerance ?? null)),
    text(verdictText(verdict, expect)),
  ];
}

/** A mistake on purpose may be in one gradient only; the others then agree. */
function verdictText(verdict: InputCheck["verdict"], expect: GradientCheck["expect"]): string {
  if (expect === "fails" && verdict === "fails") return "✓ refused, as expected";
  if (expect === "undecided" && verdict === "undecided") return "✓ undecided, as expected";
  return { holds: "✓ agrees", fails: "✗ differs", undecided: "? undecided" }[verdict];
}
