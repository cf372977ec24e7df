/** The language of derivations: documents read, equations decided and explained. */
export { checkDocument, type CheckOptions } from "./check/check-document.js";
export { reportOf, summaryOf } from "./check/summary.js";
export type * from "./check/checked-document.js";
export { readDocument } from "./document/read-document.js";
export { checkEquation, type EquationContext } from "./api/check-equation.js";
export { checkLayer, type LayerOptions } from "./api/check-layer.js";
export type { LayerCheck, LayerPart } from "./api/layer-check.js";
export { DocumentError } from "./document/document-error.js";
export type { SourceDocument } from "./document/document.js";
