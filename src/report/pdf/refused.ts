/** Which formulas and pictures of a report Typst cannot take: each is compiled alone. Slow, and needed only where the whole was refused. */
import type { Block, Inline, Report } from "../model.js";
import { compile, type TypstFiles, TypstError } from "./compile.js";
import { stringLiteral } from "./literals.js";
import { mathsTypst } from "./maths.js";

/** @returns the TeX of formulas and the paths of pictures, each with Typst's message */
export function findRefused(report: Report, pictures: TypstFiles): ReadonlyMap<string, string> {
  const refused = new Map<string, string>();
  const attempt = (key: string, body: string, files: TypstFiles): void => {
    try {
      compile(body, files);
    } catch (error) {
      if (!(error instanceof TypstError)) throw error;
      refused.set(key, error.message);
    }
  };
  const distinct = new Map(formulasIn(report).map(({ tex, display }) => [tex, display]));
  for (const [tex, display] of distinct) {
    try {
      attempt(tex, `$${mathsTypst(tex, display)}$`, new Map());
    } catch {
      // A construct that has no form in Typst is reported where it is written.
    }
  }
  for (const [path, content] of pictures) attempt(path, `#image(${stringLiteral(path)})`, new Map([[path, content]]));
  return refused;
}

interface TexInReport {
  readonly tex: string;
  readonly display: boolean;
}

const formulasIn = (report: Report): readonly TexInReport[] => [...report.abstract, ...report.chapters.flatMap((chapter) => chapter.blocks), ...report.appendix].flatMap(inBlock);

function inBlock(block: Block): readonly TexInReport[] {
  switch (block.kind) {
    case "equation": return [{ tex: block.tex, display: true }];
    case "heading": case "paragraph": return inContent(block.children);
    case "list": return block.items.flat().flatMap(inBlock);
    case "quote": case "stored": return block.blocks.flatMap(inBlock);
    case "details": return [...inContent(block.summary), ...block.blocks.flatMap(inBlock)];
    case "figure": return inContent(block.caption);
    case "failure": return block.repair === undefined ? [] : [{ tex: block.repair.tex, display: true }];
    case "table": return [block.caption, ...block.columns.map(({ head }) => head), ...block.rows.flat()].flatMap(inContent);
    default: return [];
  }
}

function inContent(content: readonly Inline[]): readonly TexInReport[] {
  return content.flatMap((inline) => {
    if (inline.kind === "maths") return [{ tex: inline.tex, display: false }];
    if (inline.kind === "footnote") return inline.blocks.flatMap(inBlock);
    return "children" in inline ? inContent(inline.children) : [];
  });
}
