/** A first report of one's own: the files that `backproof init` writes. */
import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";

export interface StarterFile {
  /** Relative to the new report's folder, with slashes. */
  readonly name: string;
  readonly content: string;
}

/** What stands in the template as `{{title}}` and so on. */
export interface StarterWords {
  readonly title: string;
  readonly authors: readonly string[];
  readonly date: string;
  /** The course that the report is handed in to; null: an article. */
  readonly course: string | null;
}

/** npm leaves files of these names out of a package. */
const HIDDEN: { readonly [name: string]: string } = { gitignore: ".gitignore" };

const TEMPLATE = fileURLToPath(new URL("./template/", import.meta.url));

/** The configuration, the first notebook, and what git need not see. */
export function starterFiles(words: StarterWords): readonly StarterFile[] {
  const names = readdirSync(TEMPLATE, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(TEMPLATE.length)).sort();
  return names.map((name) => ({ name: HIDDEN[name] ?? name.split(sep).join("/"), content: filled(readFileSync(join(TEMPLATE, name), "utf8"), words) }));
}

/** The words as they stand in JSON, between the quotes that the template has around them. */
function filled(text: string, { course, ...words }: StarterWords): string {
  const values: { readonly [name: string]: unknown } = {
    ...words,
    template: course === null ? "article" : "hand-in",
    course: course === null ? null : { name: course, term: "", institution: "", teacher: "", assignment: "Assignment 1" },
  };
  return text.replace(/"\{\{(\w+)\}\}"/g, (_, name: string) => JSON.stringify(values[name]));
}

/** The new project's package.json. `dependency` is how npm finds this package. */
export function starterPackage(name: string, dependency: string): StarterFile {
  const fields = {
    name: name.toLowerCase().replace(/[^a-z\d]+/g, "-").replace(/^-+|-+$/g, "") || "report",
    version: "0.0.0",
    private: true,
    type: "module",
    scripts: { report: "backproof report", check: "backproof check notebooks/*.ipynb" },
    dependencies: { backproof: dependency },
  };
  return { name: "package.json", content: `${JSON.stringify(fields, null, 2)}\n` };
}
