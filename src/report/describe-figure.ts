import type { Json } from "../notebook/nbformat.js";
import type { Picture } from "./model.js";

/** What a reader who cannot see the picture is told where the author says nothing: the traces, their axes, how many points. */
export function describeFigure(picture: Picture, caption: string | undefined): string {
  if (picture.kind !== "plotly") return caption ?? "Picture without a description.";
  const { data, layout } = picture.figure;
  if (!Array.isArray(data)) return caption ?? "Figure without data.";
  const axes = ["xaxis", "yaxis"].map((axis) => titleOf(layout?.[axis])).filter((title) => title !== null);
  return [`Plot of ${data.map(describeTrace).join("; ") || "no data"}.`, axes.length === 2 ? `Axes: ${axes[0]} and ${axes[1]}.` : ""].join(" ").trim();
}

function describeTrace(trace: { readonly [key: string]: Json }): string {
  const type = typeof trace["type"] === "string" ? trace["type"] : "scatter";
  const name = typeof trace["name"] === "string" ? ` "${trace["name"]}"` : "";
  const values = trace["z"] ?? trace["y"] ?? trace["x"];
  const size = Array.isArray(values) ? (Array.isArray(values[0]) ? `${values.length} by ${values[0].length} values` : `${values.length} points`) : "no points";
  return `${type}${name} with ${size}`;
}

function titleOf(axis: Json | undefined): string | null {
  const title = (axis as { readonly title?: Json } | null | undefined)?.title;
  const text = typeof title === "string" ? title : (title as { readonly text?: Json } | null | undefined)?.text;
  return typeof text === "string" ? text : null;
}
