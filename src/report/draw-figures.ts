/** Every picture of a report drawn for one medium, in its face. */
import type { FigureFont } from "../figure/figure.js";
import { cleanSvg } from "../figure/clean-svg.js";
import { renderCellMap } from "../figure/render-cell-map.js";
import { renderFigure } from "../figure/render-figure.js";
import { themed } from "../figure/theme.js";
import type { Block, Picture, Report } from "./model.js";
import { noStore, type PictureStore } from "./picture-store.js";
import type { Problem } from "./problem.js";

/**
 * A figure that cannot be drawn becomes a failure in its place, and a problem of the build.
 * @param font the face of the medium: its widths decide the layout
 * @param memory pictures drawn before in this face: what is in it is not drawn again, what is drawn is added
 * @param store what was drawn by earlier builds
 */
export function drawFigures(report: Report, font: FigureFont, memory: Map<string, Picture> = new Map(), store: PictureStore = noStore): { readonly report: Report; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  let count = 0;
  const draw = (where: string) => (block: Block): Block => {
    if (block.kind !== "figure") return block;
    try {
      return { ...block, picture: remembered(block.picture, font, `p${++count}-`, memory, store) };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      problems.push({ where, message });
      return { kind: "failure", title: "Figure cannot be drawn", message, excerpt: null, where };
    }
  };
  const chapters = report.chapters.map((chapter) => ({ ...chapter, blocks: chapter.blocks.map(draw(chapter.source)) }));
  return { report: { ...report, chapters, appendix: report.appendix.map(draw("appendix")) }, problems };
}

function remembered(picture: Picture, font: FigureFont, idPrefix: string, memory: Map<string, Picture>, store: PictureStore): Picture {
  const key = `${idPrefix} ${JSON.stringify(picture)}`;
  const known = memory.get(key) ?? drawn(picture, font, idPrefix, store);
  memory.delete(key); // what was used last stands last
  memory.set(key, known);
  return known;
}

function drawn(picture: Picture, font: FigureFont, idPrefix: string, store: PictureStore): Picture {
  switch (picture.kind) {
    case "plotly": {
      const svg = store.get([picture.figure, font, idPrefix], () => renderFigure(picture.figure, { font, idPrefix }));
      return { kind: "drawn", svg, figure: themed(picture.figure, font) };
    }
    case "cells": return { kind: "drawn", svg: renderCellMap(picture.map, font), figure: null };
    case "svg": return { kind: "drawn", svg: cleanSvg(picture.svg, idPrefix), figure: null };
    default: return picture;
  }
}
