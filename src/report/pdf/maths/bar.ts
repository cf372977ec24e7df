/** Bars that KaTeX gives as letters or as brackets of fixed size: no relation, which would keep its distance. */
import { symbols } from "../literals.js";

const BARS: { readonly [character: string]: string } = { "∣": "|", "|": "|", "∥": "‖", "‖": "‖" };

export const isBar = (text: string): boolean => BARS[text] !== undefined;

/** One that grows with what it encloses. */
export const growingBar = (text: string): string => symbols(BARS[text]!);

export const bar = (text: string): string => `class("normal",${growingBar(text)})`;
