/**
 * Validation against nbformat's own JSON schema, version 4.5 (nbformat.v4.5.schema.json, BSD licence in nbformat.LICENSE),
 * with messages for people. Fields that the schema does not know are accepted: they are somebody's, and are kept.
 */
import { readFileSync } from "node:fs";
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";

type Schema = { [key: string]: unknown };

/** What is wrong in a document: null, or one sentence that names the place, what is there and what may be. */
export function findViolation(document: unknown): string | null {
  const validate = (compiled ??= compile());
  if (validate(document)) return null;
  return describe(mostSpecific(validate.errors ?? []), document);
}

let compiled: ValidateFunction | undefined;

function compile(): ValidateFunction {
  const text = readFileSync(new URL("./nbformat.v4.5.schema.json", import.meta.url), "utf8");
  const schema = JSON.parse(text) as Schema & { definitions: { cell: Schema; output: Schema } };
  delete schema["$schema"]; // draft 4, which uses nothing here that later drafts read otherwise
  schema.definitions.cell["discriminator"] = { propertyName: "cell_type" };
  schema.definitions.output["discriminator"] = { propertyName: "output_type" };
  allowUnknownFields(schema);
  return new Ajv({ strict: false, allErrors: true, discriminator: true, unicodeRegExp: false, verbose: true }).compile(schema);
}

function allowUnknownFields(schema: unknown): void {
  if (typeof schema !== "object" || schema === null) return;
  const record = schema as Schema;
  if (record["additionalProperties"] === false) delete record["additionalProperties"];
  Object.values(record).forEach(allowUnknownFields);
}

/** The first fault in the document's order; of those in one place, the deepest, and not the summary of others. */
function mostSpecific(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const own = errors.filter(({ keyword }) => keyword !== "oneOf");
  const deepest = own.find((error) => !own.some((other) => other.instancePath.startsWith(`${error.instancePath}/`))) ?? own[0];
  return own.filter(({ instancePath }) => instancePath === deepest?.instancePath);
}

function describe(errors: readonly ErrorObject[], document: unknown): string {
  const [error] = errors;
  if (error === undefined) return "it does not follow the notebook format";
  return `${placeOf(error.instancePath, document)} ${claim(errors, error)}`;
}

function claim(errors: readonly ErrorObject[], error: ErrorObject): string {
  const params = error.params as { missingProperty?: string; limit?: number; comparison?: string; pattern?: string; tag?: string; tagValue?: unknown };
  const found = shown(error.data);
  switch (error.keyword) {
    case "required": {
      const missing = errors.flatMap((each) => (each.keyword === "required" ? [`"${(each.params as { missingProperty: string }).missingProperty}"`] : []));
      return `lacks ${missing.join(", ")}`;
    }
    case "type":
      return `is ${found}; allowed: ${typesIn(errors).join(" or ")}`;
    case "enum":
      return `is ${found}; allowed: ${(error.params as { allowedValues: unknown[] }).allowedValues.map(shown).join(", ")}`;
    case "discriminator":
      return `has the ${params.tag} ${shown(params.tagValue)}; allowed: ${tagsIn(error)}`;
    case "pattern":
      return `is ${found}; it must match ${params.pattern}`;
    case "uniqueItems":
      return `is ${found}; no item may stand there twice`;
    case "minimum":
    case "maximum":
      return `is ${found}; it must be ${params.comparison} ${params.limit}`;
    default:
      return `is ${found}; it ${error.message ?? "does not follow the notebook format"}`;
  }
}

function typesIn(errors: readonly ErrorObject[]): string[] {
  const types = errors.filter(({ keyword }) => keyword === "type").flatMap(({ params }) => (params as { type: string | string[] }).type);
  const list = types.includes("string") ? "a list of strings" : "a list"; // only text may be either
  const named = (type: string) => (type === "array" ? list : type === "null" ? type : /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`);
  return [...new Set(types)].map(named);
}

const tagsIn = ({ params }: ErrorObject): string =>
  (params as { tag: string }).tag === "cell_type" ? '"raw", "markdown", "code"' : '"execute_result", "display_data", "stream", "error"';

/** "cells[2].outputs[0]", with the number that people count by where it is a cell. */
function placeOf(pointer: string, document: unknown): string {
  if (pointer === "") return "the notebook";
  const parts = pointer.slice(1).split("/").map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  const path = parts.map((part, index) => (/^\d+$/.test(part) ? `[${part}]` : index === 0 ? part : `.${part}`)).join("");
  const id = parts[0] === "cells" ? (document as { cells?: { id?: unknown }[] }).cells?.[Number(parts[1])]?.id : undefined;
  return parts[0] !== "cells" || parts.length < 2 ? path : `${path} (cell ${Number(parts[1]) + 1}${typeof id === "string" ? `, id "${id}"` : ""})`;
}

function shown(value: unknown): string {
  if (value === undefined) return "missing";
  const text = JSON.stringify(value);
  if (text.length <= 40) return text;
  return Array.isArray(value) ? "a list" : typeof value === "object" ? "an object" : `${text.slice(0, 37)}…`;
}
