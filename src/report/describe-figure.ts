import { labelMarkup } from "../figure/label-tex.js";
import type { Json } from "../notebook/nbformat.js";
import type { Picture } from "./model.js";

/** What a reader who cannot see the picture is told where the author says nothing: the traces, their axes, how many points, between which values. */
export function describeFigure(picture: Picture, caption: string | undefined): string {
  if (picture.kind !== "plotly") return caption ?? "Picture without a description.";
  const { data, layout } = picture.figure;
  if (!Array.isArray(data)) return caption ?? "Figure without data.";
  const axes = ["xaxis", "yaxis"].map((axis) => titleOf(layout?.[axis])).filter((title) => title !== null);
  return [`Plot of ${data.map(describeTrace).join("; ") || "no data"}.`, axes.length === 2 ? `Axes: ${axes[0]} and ${axes[1]}.` : ""].join(" ").trim();
}

function describeTrace(trace: { readonly [key: string]: Json }): string {
  const type = typeof trace["type"] === "string" ? trace["type"] : "scatter";
  const name = typeof trace["name"] === "string" ? ` "${plainLabel(trace["name"])}"` : "";
  const values = trace["z"] ?? trace["y"] ?? trace["x"];
  const size = Array.isArray(values) ? (Array.isArray(values[0]) ? `${values.length} by ${values[0].length} values` : `${values.length} points`) : "no points";
  return `${type}${name} with ${size}${range(values)}`;
}

/** ", from 0.1 to 0.9": of what is drawn, where it is numbers. */
function range(values: Json | undefined): string {
  let least = Infinity, most = -Infinity;
  for (const value of Array.isArray(values) ? (values as readonly Json[]).flat() : []) {
    if (typeof value !== "number") continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return least <= most ? `, from ${digits(least)} to ${digits(most)}` : "";
}

const digits = (value: number): string => String(Number(value.toPrecision(4))).replace(/-/g, "−");

/** A label's LaTeX as letters: what plotly is shown, its tags in words. LaTeX that a figure cannot show stays as it is; drawing it tells. */
function plainLabel(label: string): string {
  try {
    return labelMarkup(label).replaceAll("<sub>", " sub ").replaceAll("<sup>", " to the ").replace(/<[^>]*>/g, "");
  } catch {
    return label;
  }
}

function titleOf(axis: Json | undefined): string | null {
  const title = (axis as { readonly title?: Json } | null | undefined)?.title;
  const text = typeof title === "string" ? title : (title as { readonly text?: Json } | null | undefined)?.text;
  return typeof text === "string" ? plainLabel(text) : null;
}
