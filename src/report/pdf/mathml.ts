/** A formula's structure, read by KaTeX: the reader that the page uses too, so both set the same formula. */
import katex from "katex";
import { DOMParser } from "linkedom";

export interface MathNode {
  readonly tag: string;
  readonly attributes: { readonly [name: string]: string };
  readonly children: readonly MathNode[];
  /** The text of a leaf; "" for all else. */
  readonly text: string;
}

/** The presentation tree of a formula that was checked while composing. */
export function mathTree(tex: string, display: boolean): MathNode {
  const markup = katex.renderToString(tex, { displayMode: display, output: "mathml", throwOnError: true, strict: false, trust: false });
  const document = new DOMParser().parseFromString(markup.slice(markup.indexOf("<math"), markup.lastIndexOf("</math>") + "</math>".length), "text/xml");
  const semantics = document.documentElement.firstElementChild as unknown as Element;
  return nodeOf(semantics.firstElementChild!);
}

interface Element {
  readonly localName: string;
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>;
  readonly children: Iterable<Element>;
  readonly firstElementChild: Element | null;
  readonly textContent: string;
}

function nodeOf(element: Element): MathNode {
  const children = [...element.children].map(nodeOf);
  return {
    tag: element.localName,
    attributes: Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value])),
    children,
    text: children.length === 0 ? element.textContent : "",
  };
}
