/** The language of derivations: documents read, equations decided and explained. */
export { checkDocument, type CheckOptions } from "./check/check-document.js";
export { reportOf, summaryOf } from "./check/summary.js";
export type * from "./check/checked-document.js";
export { readDocument } from "./document/read-document.js";
export { checkEquation, type EquationContext } from "./api/check-equation.js";
export { checkLayer, type LayerOptions } from "./api/check-layer.js";
export { glossaryOf, type GlossaryEntry } from "./api/glossary.js";
export { derive, type DeriveLayerOptions, type LayerDerivation } from "./api/derive-layer.js";
export { deriveGoal, type DeriveInput, type DeriveOptions } from "./derive/derive.js";
export { CannotDerive, type Derivation, type DerivationStep, type Detail, type RuleName } from "./derive/derivation.js";
export { StepNotProved } from "./derive/check-steps.js";
export { compile, type Compiled, type Values } from "./compile/compile.js";
export type { LayerCheck, LayerPart } from "./api/layer-check.js";
export { DocumentError } from "./document/document-error.js";
export type { SourceDocument } from "./document/document.js";
