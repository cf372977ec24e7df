/** The report's last pages: every layer held against its equations, three ways: the equation, the code, and the two against each other in numbers. */
import type { LayerPart } from "../derivation/index.js";
import type { Align, Block, Inline } from "./model.js";
import type { PlacedLayerCheck, Verification } from "./verification.js";

const text = (content: string): readonly Inline[] => [{ kind: "text", text: content }];

const COLUMNS: readonly (readonly [title: string, align: Align])[] = [["chapter, cell", "left"], ["layer", "left"], ["part", "left"], ["equation", "left"], ["code", "left"], ["each other", "left"], ["how", "left"]];

const EXPLANATION =
  "A layer carries its equations. They were checked like those of the text; its code was compared with numerical derivatives; and both were evaluated on the same inputs, so that a difference has a culprit.";

/** @param chapterOf the number of the chapter that a notebook is */
export function layerAppendix({ layerChecks }: Verification, chapterOf: (notebook: string) => number): readonly Block[] {
  if (layerChecks.length === 0) return [];
  return [
    { kind: "heading", level: 1, number: null, id: "layers", children: text("Layers") },
    { kind: "paragraph", leadsIn: false, children: text(EXPLANATION) },
    { kind: "table", number: null, id: null, caption: [], columns: COLUMNS.map(([title, align]) => ({ align, head: text(title) })), rows: layerChecks.flatMap((placed) => placed.check.parts.map((part) => rowOf(part, placed, chapterOf))) },
  ];
}

function rowOf({ name, paper, code, agree, message }: LayerPart, { notebook, cell, check }: PlacedLayerCheck, chapterOf: (notebook: string) => number): readonly (readonly Inline[])[] {
  return [text(`${chapterOf(notebook)}, ${cell + 1}`), [{ kind: "code", text: check.layer }], text(name), text(SIDES[paper]), text(SIDES[code]), text(agree === null ? "? unknown" : agree ? "✓ agree" : "✗ differ"), text(message)];
}

const SIDES: { readonly [S in LayerPart["paper"]]: string } = { right: "✓ right", wrong: "✗ wrong", unknown: "? unknown" };
