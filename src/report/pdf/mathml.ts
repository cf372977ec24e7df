/** A formula's structure, read by KaTeX: the reader that the page uses too, so both set the same formula. */
import { mathmlMarkup } from "../tex.js";

export interface MathNode {
  readonly tag: string;
  readonly attributes: { readonly [name: string]: string };
  readonly children: readonly MathNode[];
  /** The text of a leaf; "" for all else. */
  readonly text: string;
}

/** The presentation tree of a formula that was checked while composing. */
export function mathTree(tex: string, display: boolean): MathNode {
  const markup = mathmlMarkup(tex, display);
  const semantics = elementsOf(markup.slice(markup.indexOf("<math"), markup.lastIndexOf("</math>") + "</math>".length)).children[0]!;
  return semantics.children[0]!;
}

/** Tags and text in order; KaTeX's markup is well-formed, every attribute in double quotes. */
const PIECE = /<(\/?)([A-Za-z]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>|([^<]+)/g;

interface Open {
  readonly tag: string;
  readonly attributes: { readonly [name: string]: string };
  readonly children: MathNode[];
  text: string;
}

/** The root element; a reader of our own, as one of all XML takes ten times as long. */
function elementsOf(markup: string): MathNode {
  const open: Open[] = [{ tag: "", attributes: {}, children: [], text: "" }];
  for (const [, closes, tag, attributes, isEmpty, text] of markup.matchAll(PIECE)) {
    if (text !== undefined) open.at(-1)!.text += plain(text);
    else if (closes === "") open.push({ tag: tag!, attributes: Object.fromEntries([...attributes!.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, name, value]) => [name!, plain(value!)])), children: [], text: "" });
    if (text === undefined && (closes === "/" || isEmpty === "/")) {
      const done = open.pop()!;
      open.at(-1)!.children.push({ ...done, text: done.children.length === 0 ? done.text : "" });
    }
  }
  return open[0]!.children[0]!;
}

const ENTITIES: { readonly [name: string]: string } = { amp: "&", lt: "<", gt: ">", quot: '"', "#x27": "'", "#39": "'" };

const plain = (text: string): string => (text.includes("&") ? text.replace(/&([a-z]+|#x?\d+);/g, (whole, name: string) => ENTITIES[name] ?? whole) : text);
