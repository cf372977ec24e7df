/** Code as coloured tokens. One tokeniser feeds the page and the PDF. */
import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import javascript from "highlight.js/lib/languages/javascript";
import json from "highlight.js/lib/languages/json";
import latex from "highlight.js/lib/languages/latex";
import python from "highlight.js/lib/languages/python";
import typescript from "highlight.js/lib/languages/typescript";
import type { CodeToken } from "./model.js";
import { remembered } from "./remembered.js";

const LANGUAGES = { bash, javascript, json, latex, python, typescript };
for (const [name, language] of Object.entries(LANGUAGES)) hljs.registerLanguage(name, language);

/** A node of highlight.js's own tree: text, or a scope around more nodes. */
type Node = string | { readonly scope?: string; readonly children: readonly Node[] };

/**
 * Tokens whose texts, joined, are the code again. An unknown language is one plain token.
 */
export function highlight(code: string, language: string): readonly CodeToken[] {
  if (code === "") return [];
  if (hljs.getLanguage(language) === undefined) return [{ text: code, scope: null }];
  return known(`${language}\n${code}`, () => tokensOf(treeOf(code, language), null));
}

/** The same code is read again with every page of a preview. */
const known = remembered<readonly CodeToken[]>();

const treeOf = (code: string, language: string): Node =>
  (hljs.highlight(code, { language, ignoreIllegals: true })._emitter as unknown as { readonly rootNode: Node }).rootNode;

function tokensOf(node: Node, scope: string | null): readonly CodeToken[] {
  if (typeof node === "string") return node === "" ? [] : [{ text: node, scope }];
  return node.children.flatMap((child) => tokensOf(child, node.scope ?? scope));
}
