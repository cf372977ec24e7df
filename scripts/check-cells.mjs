// Type-checks the code cells of notebooks, strictly: tslab runs them without `strict`. Usage: node scripts/check-cells.mjs [NOTEBOOK …]
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { build } from "./build.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const OPTIONS = {
  strict: true,
  noEmit: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  lib: ["lib.es2023.d.ts"],
  types: ["node"],
  skipLibCheck: true,
};

/** A notebook's cells as one module, with the line at which each cell begins. */
function moduleOf(file) {
  const { cells } = JSON.parse(readFileSync(file, "utf8"));
  const starts = [];
  let text = "export {};\n";
  cells.forEach((cell, index) => {
    const tags = cell.metadata?.tags ?? [];
    if (cell.cell_type !== "code" || tags.includes("raises-exception") || tags.includes("skip-execution")) return;
    starts.push({ cell: index, line: text.split("\n").length - 1 });
    text += `${[cell.source].flat().join("")}\n;\n`;
  });
  return { text, starts };
}

/** One message for each error: "notebooks/1-x.ipynb, cell 3, line 2, column 7: …". */
export function checkCells(files) {
  const modules = new Map(files.map((file) => [`${resolve(file)}.ts`, moduleOf(file)]));
  const host = ts.createCompilerHost(OPTIONS);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => modules.has(resolve(name)) || fileExists(name);
  host.readFile = (name) => modules.get(resolve(name))?.text ?? readFile(name);
  host.getSourceFile = (name, ...rest) => {
    const module = modules.get(resolve(name));
    return module === undefined ? getSourceFile(name, ...rest) : ts.createSourceFile(name, module.text, { languageVersion: ts.ScriptTarget.ES2022, impliedNodeFormat: ts.ModuleKind.ESNext });
  };
  const program = ts.createProgram([...modules.keys()], OPTIONS, host);
  return ts.getPreEmitDiagnostics(program).map((diagnostic) => describe(diagnostic, modules));
}

function describe({ file, start, messageText }, modules) {
  const message = ts.flattenDiagnosticMessageText(messageText, "\n");
  const module = file === undefined ? undefined : modules.get(resolve(file.fileName));
  if (module === undefined) return file === undefined ? message : `${file.fileName}: ${message}`;
  const { line, character } = ts.getLineAndCharacterOfPosition(file, start);
  const at = module.starts.findLast((each) => each.line <= line);
  return `${relative(root, file.fileName.replace(/\.ts$/, ""))}, cell ${at.cell + 1}, line ${line - at.line + 1}, column ${character + 1}: ${message}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await build();
  const all = readdirSync(join(root, "notebooks")).filter((name) => name.endsWith(".ipynb")).map((name) => join(root, "notebooks", name));
  const messages = checkCells(process.argv.length > 2 ? process.argv.slice(2) : all);
  for (const message of messages) console.error(message);
  process.exitCode = messages.length === 0 ? 0 : 1;
}
