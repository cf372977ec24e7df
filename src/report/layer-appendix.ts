/** The report's last pages: every layer held against its equations, three ways: the equation, the code, and the two against each other in numbers. */
import type { LayerPart } from "../derivation/index.js";
import { agreeText, layerId, placeOfPart, SIDES } from "./layer-evidence.js";
import type { Align, Block, Chapter, Inline } from "./model.js";
import type { PlacedLayerCheck, Verification } from "./verification.js";

const text = (content: string): readonly Inline[] => [{ kind: "text", text: content }];

const COLUMNS: readonly (readonly [title: string, align: Align])[] = [["chapter, cell", "left"], ["layer", "left"], ["part", "left"], ["equation", "left"], ["code", "left"], ["each other", "left"], ["how", "left"]];

const EXPLANATION =
  "A layer carries its equations. They were checked like those of the text; its code was compared with numerical derivatives; and both were evaluated on the same inputs, so that a difference has a culprit.";

/**
 * @param chapterOf the number of the chapter that a notebook is
 * @param chapters as they were composed, to link each row to where its equation stands
 */
export function layerAppendix({ layerChecks }: Verification, chapterOf: (notebook: string) => number, chapters: readonly Chapter[] = []): readonly Block[] {
  if (layerChecks.length === 0) return [];
  const rows = layerChecks.flatMap((placed, k) => placed.check.parts.map((part) => rowOf(part, layerId(k, part.name), placed, chapterOf(placed.notebook), chapters)));
  return [
    { kind: "heading", level: 1, number: null, id: "layers", children: text("Layers") },
    { kind: "paragraph", leadsIn: true, children: text(EXPLANATION) },
    { kind: "table", number: null, id: null, caption: [], columns: COLUMNS.map(([title, align]) => ({ align, head: text(title) })), rows },
  ];
}

function rowOf({ name, paper, code, agree, message }: LayerPart, id: string, placed: PlacedLayerCheck, chapter: number, chapters: readonly Chapter[]): readonly (readonly Inline[])[] {
  const where = text(`${chapter}, ${placed.cell + 1}`), target = placeOfPart(id, placed, chapters);
  return [target === null ? where : [{ kind: "reference", target, id, children: where }], [{ kind: "code", text: placed.check.layer }], text(name), text(SIDES[paper]), text(SIDES[code]), text(agreeText(agree)), text(message)];
}
