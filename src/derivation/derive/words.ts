/** Why a step is taken: as data, and as a sentence for the reader. */
import type { Expression } from "../expression/expression.js";
import { listed } from "../listed.js";

/** Mathematics in it are expressions; a printer or another language can say them in its own words. */
export type Why =
  | { readonly kind: "entry"; readonly indices: readonly Expression[] }
  | { readonly kind: "cells" }
  | { readonly kind: "chain"; readonly over: readonly Expression[] }
  | { readonly kind: "definition"; readonly of: readonly Expression[]; readonly isDifferentiated?: boolean }
  /** "a sum, term by term": the outermost operations of what is differentiated */
  | { readonly kind: "derivative"; readonly of: readonly string[] }
  | { readonly kind: "itself alone"; readonly of: readonly Expression[] }
  | { readonly kind: "independent"; readonly of: readonly Expression[]; readonly on: Expression }
  /** the sum over `index` against a Kronecker delta: what is left of it */
  | { readonly kind: "contracted"; readonly kept: readonly Kept[] }
  | { readonly kind: "sums to one"; readonly of: readonly Expression[] }
  | { readonly kind: "simplified" }
  | { readonly kind: "factored" }
  | { readonly kind: "inside" }
  | { readonly kind: "all entries" };

/** Of the sum over this index the term stays where it has this value. */
export interface Kept {
  readonly index: string;
  readonly value: Expression;
}

export const maths = (latex: string): string => `$${latex}$`;

/** Steps that go without saying beside the definition that they follow. */
const UNSAID: ReadonlySet<Why["kind"]> = new Set(["derivative", "itself alone", "simplified", "factored"]);

/** Reasons of a line that became one from a definition on: what is put in, and what is left of its sums. */
export function inBrief(whys: readonly Why[]): readonly Why[] {
  if (!whys.some(({ kind }) => kind === "definition")) return whys;
  const isDifferentiated = whys.some(({ kind }) => kind === "derivative");
  return whys.filter(({ kind }) => !UNSAID.has(kind)).map((why) => (why.kind === "definition" ? { ...why, isDifferentiated } : why));
}

/** Reasons of lines that became one; sums that deltas end are told together. */
export function joined(whys: readonly Why[]): readonly Why[] {
  const kept = whys.flatMap((why) => (why.kind === "contracted" ? why.kept : []));
  const last = whys.findLastIndex(({ kind }) => kind === "contracted");
  return whys.flatMap((why, k): readonly Why[] => (why.kind !== "contracted" ? [why] : k === last ? [{ kind: "contracted", kept }] : []));
}

/** @param write how the author writes an expression */
export function told(whys: readonly Why[], write: (e: Expression) => string): string {
  const all = whys.filter(({ kind }) => kind !== "simplified" || whys.every((why) => why.kind === kind)).map((why) => toldOne(why, write));
  return [...new Set(all)].join("; ");
}

function toldOne(why: Why, write: (e: Expression) => string): string {
  const names = (all: readonly Expression[]): string => listed([...new Set(all.map((e) => maths(write(e))))]);
  switch (why.kind) {
    case "entry": return why.indices.length === 0 ? "its only entry" : `one entry, for each ${names(why.indices)}`;
    case "cells": return "entry by entry";
    case "chain": return `chain rule over ${names(why.over)}`;
    case "definition": return `definition of ${names(why.of)}${why.isDifferentiated === true ? ", differentiated" : ""}`;
    case "derivative": return `derivative ${listed(why.of.map((each) => `of ${each}`))}`;
    case "itself alone": return `an entry of ${names(why.of)} changes with itself alone`;
    case "independent": return `${names(why.of)} ${new Set(why.of.map(write)).size === 1 ? "does" : "do"} not depend on ${maths(write(why.on))}`;
    case "contracted": return contracted(why.kept, write);
    case "sums to one": return `the entries of ${names(why.of)} sum to one`;
    case "simplified": return "simplified";
    case "factored": return "common factor in front";
    case "inside": return "the derivative inside";
    case "all entries": return "all entries at once";
  }
}

/** "the delta keeps the term i of the sum over l": no relation stands there, which would be read as a condition. Outer sums first. */
function contracted(kept: readonly Kept[], write: (e: Expression) => string): string {
  const terms = [...new Set([...kept].reverse().map(({ index, value }) => `the term ${maths(write(value))} of the sum over ${maths(index)}`))];
  return `the ${terms.length === 1 ? "delta keeps" : "deltas keep"} ${listed(terms)}`;
}
