/** The package as others meet it: in Node, in TypeScript, in a tslab cell (TypeScript 5.0, Node10 resolution), and packed. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { test } from "node:test";
import ts from "typescript";

interface Manifest {
  readonly exports: { readonly [subpath: string]: string | { readonly types: string; readonly default: string } };
  readonly typesVersions: { readonly "*": { readonly [name: string]: readonly string[] } };
  readonly bin: { readonly backproof: string };
}

const manifest = JSON.parse(readFileSync("package.json", "utf8")) as Manifest;
const names = Object.keys(manifest.exports).filter((subpath) => subpath !== "./package.json").map((subpath) => subpath.replace(/^\.\/?/, ""));
const specifier = (name: string): string => (name === "" ? "backproof" : `backproof/${name}`);

/** TypeScript as tslab has it. */
const ts50 = createRequire(createRequire(import.meta.url).resolve("tslab/package.json"))("@tslab/typescript-for-tslab") as typeof ts;

const program = names.map((name, k) => `import * as m${k} from "${specifier(name)}";`).join("\n") + `\n[${names.map((_, k) => `m${k}`).join(", ")}];\n`;

/** Errors of a cell in notebooks/ that imports everything. */
function errorsOf(compiler: typeof ts, options: ts.CompilerOptions): string[] {
  const file = resolve("notebooks/cell.ts");
  const host = compiler.createCompilerHost(options);
  const withCell: ts.CompilerHost = {
    ...host,
    fileExists: (name) => name === file || host.fileExists(name),
    readFile: (name) => (name === file ? program : host.readFile(name)),
    getSourceFile: (name, target, ...rest) => (name === file ? compiler.createSourceFile(name, program, target) : host.getSourceFile(name, target, ...rest)),
  };
  return compiler.getPreEmitDiagnostics(compiler.createProgram([file], options, withCell)).map(({ messageText, file: at }) => `${at?.fileName ?? ""}: ${compiler.flattenDiagnosticMessageText(messageText, "\n")}`);
}

for (const name of names) {
  test(`${specifier(name)} resolves in Node and exports something`, async () => {
    const module = (await import(specifier(name))) as object;
    assert.ok(Object.keys(module).length > 0);
  });
  if (name !== "") test(`${specifier(name)} has its typesVersions entry, for resolvers that do not read exports`, () => {
    const entry = manifest.exports[`./${name}`];
    assert.ok(typeof entry === "object");
    assert.deepEqual(manifest.typesVersions["*"][name], [entry.types]);
  });
}

test("tslab's compiler is TypeScript 5.0", () => assert.equal(ts50.version, "5.0.4"));

test("a tslab cell resolves every import (TypeScript 5.0, Node10, not strict)", () => {
  const options = { module: ts50.ModuleKind.ESNext, moduleResolution: ts50.ModuleResolutionKind.NodeJs, target: ts50.ScriptTarget.ES2020, noEmit: true, types: [], skipLibCheck: true, esModuleInterop: true };
  assert.deepEqual(errorsOf(ts50, options), []);
});

test("a program of today resolves every import (NodeNext, strict)", () => {
  assert.deepEqual(errorsOf(ts, { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, target: ts.ScriptTarget.ES2022, strict: true, noEmit: true, types: ["node"], skipLibCheck: true }), []);
});

test("every declaration file parses with TypeScript 5.0", () => {
  const files = readdirSync("dist", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".d.ts"));
  assert.ok(files.length > 50);
  for (const file of files) {
    const source = ts50.createSourceFile(file, readFileSync(join("dist", file), "utf8"), ts50.ScriptTarget.ES2022) as ts.SourceFile & { readonly parseDiagnostics: readonly ts.Diagnostic[] };
    assert.deepEqual(source.parseDiagnostics.map(({ messageText }) => messageText), [], file);
  }
});

test("the command answers straight after the install", () => {
  assert.match(execFileSync(process.execPath, [manifest.bin.backproof, "--version"], { encoding: "utf8" }), /^\d+\.\d+\.\d+\n$/);
});

test("what is packed is what runs: compiled code, the command, the theme, and no test", () => {
  const [packed] = JSON.parse(execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] })) as readonly { readonly files: readonly { readonly path: string }[] }[];
  const paths = packed!.files.map(({ path }) => path);
  for (const needed of ["dist/index.js", "dist/index.d.ts", "dist/cli/main.js", "dist/report/html/page.js", "scripts/backproof.mjs", "report/theme/screen.css", "report/theme/paper.typ"]) assert.ok(paths.includes(needed), needed);
  assert.deepEqual(paths.filter((path) => /^(test|notebooks|src|report\/out)\//.test(path)), []);
});

test("the lock file carries Typst for every platform, or npm 11 refuses it elsewhere", () => {
  const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as { readonly packages: { readonly [path: string]: { readonly optionalDependencies?: { readonly [name: string]: string } } } };
  const platforms = Object.keys(lock.packages["node_modules/@myriaddreamin/typst-ts-node-compiler"]?.optionalDependencies ?? {});
  assert.ok(platforms.length >= 11);
  for (const name of platforms) assert.ok(`node_modules/${name}` in lock.packages, name);
});

test("the package finds itself, so that its own notebooks import it by name", () => assert.ok(existsSync("node_modules/backproof/package.json")));
