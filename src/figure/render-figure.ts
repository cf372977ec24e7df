import { cleanSvg } from "./clean-svg.js";
import type { FigureFont } from "./figure.js";
import { withImagePixels } from "./image-traces.js";
import { plotlyWindow } from "./plotly-window.js";
import { drawable, FigureError } from "./supported.js";
import { themed } from "./theme.js";

export interface RenderOptions {
  /** The face the picture will be set in; its widths decide how much room texts get. */
  readonly font: FigureFont;
  /** Put before the ids in the picture; pictures that share a page need different ones. */
  readonly idPrefix?: string;
}

/**
 * A plotly figure as a static SVG, without a browser. The same figure gives the same bytes.
 * The first call loads plotly (about half a second), later ones take some ten milliseconds.
 * @throws FigureError if the figure is malformed or of a type that cannot be drawn
 */
export function renderFigure(figure: unknown, { font, idPrefix = "fig-" }: RenderOptions): string {
  const { data, layout } = themed(withImagePixels(drawable(figure)), font);
  const { plotly, element } = plotlyWindow(font);
  const { div, remove } = element();
  try {
    // Plotly changes what it is given, so it gets a copy. Its work is done when newPlot returns; the promise would only repeat a failure.
    plotly.newPlot(div, structuredClone(data), structuredClone(layout), { staticPlot: true }).catch(() => undefined);
    return cleanSvg(plotly.Snapshot.toSVG(div, "svg", 1), idPrefix);
  } catch (error) {
    throw error instanceof FigureError ? error : new FigureError(`plotly could not draw the figure: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  } finally {
    plotly.purge(div);
    remove();
  }
}
