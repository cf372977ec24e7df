import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { it } from "node:test";
import { withoutDocs } from "../../../../src/notebook/kernel/guard/without-docs.js";

const read = (path: string, text: string | undefined): string | undefined => withoutDocs({ readFile: (_: string) => text }).readFile(path);

const SOURCE = `/// <reference types="node" />
/** What it is.
 * @example /** in it
 */
export declare const a: "/** no comment */";
  /**
   * Indented. */
/**/ export declare const b: 1; /** beside code */`;

it("documentation becomes a plain comment; texts, references, empty comments and every place stay", () => {
  assert.equal(read("a.d.ts", SOURCE), SOURCE.replace("/** What", "/*  What").replace("  /**\n", "  /* \n"));
  for (const path of ["a.d.mts", "a.d.cts"]) assert.equal(read(path, "/** a */"), "/*  a */");
});

it("what is no declaration file, and what is not there, is left alone", () => {
  for (const path of ["a.ts", "d.ts", "a.d.ts.map", "a.js"]) assert.equal(read(path, SOURCE), SOURCE);
  assert.equal(read("a.d.ts", undefined), undefined);
});

it("the compiler reads the same declarations, with the same places", () => {
  interface Tree { readonly kind: number; readonly pos: number; readonly end: number }
  interface Compiler {
    readonly sys: { readonly readFile: (path: string) => string };
    readonly createSourceFile: (name: string, text: string, target: number, parents: boolean) => Tree;
    readonly forEachChild: (node: Tree, visit: (child: Tree) => void) => void;
  }
  const require = createRequire(import.meta.url), compiler = "@tslab/typescript-for-tslab";
  const ts = require(compiler) as Compiler, file = join(dirname(require.resolve(compiler)), "lib.es5.d.ts"), text = ts.sys.readFile(file);
  const nodes = (source: string): string[] => {
    const found: string[] = [], visit = (node: Tree): void => {
      found.push(`${node.kind} ${node.pos} ${node.end}`);
      ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(file, source, 9, false));
    return found;
  };
  const stripped = read(file, text)!;
  assert.notEqual(stripped, text);
  assert.deepEqual(nodes(stripped), nodes(text));
});
