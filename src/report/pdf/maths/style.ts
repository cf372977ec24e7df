/** Size, colour and what is drawn around or through a formula. */
import type { MathNode } from "../mathml.js";
import { EMPTY, type Setting } from "./setting.js";
import { textStyle } from "./text-style.js";

/** CSS's names that authors use; a formula with another one is set in black. */
const COLOURS: { readonly [name: string]: string } = {
  red: "#d00000", blue: "#0000d0", green: "#007a00", gray: "#808080", grey: "#808080", orange: "#d06000", purple: "#800080", teal: "#008080", brown: "#8b4513", magenta: "#c000c0", cyan: "#0090a0",
};

export function style({ attributes, children }: MathNode, set: Setting): string {
  const body = set.row(attributes["displaystyle"] === "false" ? children.map(textStyle) : children);
  if (body === "") return "";
  const colour = attributes["mathcolor"];
  const fill = colour === undefined ? undefined : (COLOURS[colour.toLowerCase()] ?? colour);
  const sized = sizeOf(attributes)(body);
  return fill === undefined || !/^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(fill) ? sized : `#text(fill:rgb("${fill}"))[$${sized}$]`;
}

function sizeOf({ displaystyle, scriptlevel }: MathNode["attributes"]): (body: string) => string {
  const name = displaystyle === "true" ? "display" : scriptlevel === "1" ? "script" : scriptlevel === "2" ? "sscript" : displaystyle === "false" ? "inline" : null;
  return (body) => (name === null ? body : `${name}(${body})`);
}

const CANCELS: { readonly [notation: string]: string } = {
  updiagonalstrike: "", downdiagonalstrike: ",inverted:#true", "updiagonalstrike downdiagonalstrike": ",cross:#true", horizontalstrike: ",angle:#90deg",
};

export function enclosed({ attributes, children }: MathNode, set: Setting): string {
  const body = set.row(children) || EMPTY;
  const notation = attributes["notation"] ?? "";
  if (CANCELS[notation] !== undefined) return `cancel(${body}${CANCELS[notation]})`;
  if (notation !== "box") throw new Error(`the formula has an enclosure "${notation}", which the PDF cannot set yet`);
  return `#box(stroke:0.4pt,inset:3pt,baseline:3pt)[$${body}$]`;
}
