/** A corpus row as an author might put it: what the letters are, the definitions, then the claim with the tag (1). */
import type { Row } from "./row.js";

const GREEK = /^(alpha|beta|gamma|delta|epsilon|theta|lambda|mu|sigma|Sigma|Lambda|Phi|phi)$/;

/** `xhat` → `\hat{x}`, `mu` → `\mu`, `ones` → `\mathbf{1}`, `X` → `X`: faces make no difference where one letter has one shape. */
function tex(name: string): string {
  const accent = /^(.+)(hat|bar|tilde)$/.exec(name);
  if (accent !== null) return `\\${accent[2]}{${tex(accent[1]!)}}`;
  return name === "ones" ? "\\mathbf{1}" : GREEK.test(name) ? `\\${name}` : name;
}

const and = (parts: readonly string[]): string => (parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`);

export function writeDocument(row: Row): string {
  const all = [row.latex, ...(row.define ?? []), ...(row.say ?? [])].join(" ");
  const length = (axis: string): string => axis.replace(/[a-zA-Z]+/g, (name) => String(row.fix?.[name] ?? name));
  const space = (axes: readonly string[]): string => {
    const lengths = axes.map(length).map((each) => (axes.length > 1 && /[-+]/.test(each) ? `(${each})` : each));
    return axes.length === 0 ? "\\mathbb{R}" : `\\mathbb{R}^{${lengths.join(" \\times ")}}`;
  };
  const axesOf = (name: string): readonly string[] => row.declare[name] ?? [];
  const special = new Set([...Object.keys(row.const ?? {}), ...Object.keys(row.opaque ?? {}), ...Object.keys(row.columns ?? {}), ...Object.keys(row.slices ?? {})]);
  const plain = Object.keys(row.declare).filter((name) => !special.has(name));
  const lines = plain.length === 0 ? [] : [`We are given ${and(plain.map((name) => `$${tex(name)} \\in ${space(axesOf(name))}$`))}.`];

  for (const [name, what] of Object.entries(row.const ?? {})) lines.push(`We write $${tex(name)} \\in ${space(axesOf(name))}$ for the ${what === "identity" ? "identity matrix" : "vector of ones"}.`);
  lines.push(...constantsOf(row, all));
  const named = Object.entries(row.columns ?? {});
  const isDefined = (name: string): boolean => (row.define ?? []).some((each) => new RegExp(`^(\\\\mathbf\\{${name}\\}|${name})\\s*=`).test(each.trim()));
  const columns = ([member, matrix]: [string, string]): string => `The matrix $${tex(matrix)} = [\\, ${tex(member)}^{(1)} \\;\\; \\cdots \\;\\; ${tex(member)}^{(${length(axesOf(matrix)[1]!)})} \\,]$ has the columns $${tex(member)}^{(k)} \\in ${space([axesOf(matrix)[0]!])}$.`;
  lines.push(...named.filter(([, matrix]) => !isDefined(matrix)).map(columns));
  for (const [member, [matrix, kind]] of Object.entries(row.slices ?? {})) lines.push(slice(member, matrix, kind, axesOf(matrix).map(length)));
  for (const [name, of] of Object.entries(row.opaque ?? {})) lines.push(`Let $${tex(name)} : ${of.map((each) => space(axesOf(each))).join(" \\times ")} \\to \\mathbb{R}$ be a smooth function of ${and(of.map((each) => `$${tex(each)}$`))}.`);
  for (const [large, small, gap] of row.dimrel ?? []) lines.push(`We need $${large} ${gap > 0 ? ">" : "\\geq"} ${small}$.`);
  for (const [name, what] of Object.entries(row.assume ?? {})) lines.push(assumption(tex(name), what, axesOf(name).map(length)));

  const definitions = (row.define ?? []).flatMap((each) => ["", `$$${each}$$`, ""]);
  const after = [...named.filter(([, matrix]) => isDefined(matrix)).map(columns), ...(row.broadcast === "columns" ? ["The bias $b$ is added to each column of $WX$."] : []), ...(row.say ?? [])];
  const free = Object.entries(row.indices ?? {}).flatMap(([name, axis]) => (axis === null ? [] : [`$${name} = 1, \\dots, ${length(axis)}$`]));
  const claim = row.latex.replace(/\\tag\*?\{[^}]*\}/g, "").trim();
  return [...lines, ...definitions, ...after, "", free.length === 0 ? "We claim" : `For ${and(free)} we claim`, "", `$$${claim} \\tag{1}$$`, ""].join("\n");
}

/** What a row takes for granted: counts that only sums name, and the functions that have no definition in it. */
function constantsOf(row: Row, all: string): readonly string[] {
  const lengths = new Set([...Object.values(row.declare).flat(), ...(row.say ?? [])].join(" ").match(/[a-zA-Z]+/g));
  const limits = new Set([...all.matchAll(/\\(?:sum|prod)_\{[^}]*\}\^\{?([a-zA-Z])\}?/g)].map((found) => found[1]!));
  const lines = [...limits].filter((name) => !lengths.has(name) && !(name in row.declare)).map((name) => `Let $${name} \\in \\mathbb{N}$.`);
  const defines = (name: string): boolean => name.slice(1) in row.declare || (row.functions ?? []).includes(name) || (row.define ?? []).some((each) => each.startsWith(`${name}(`));
  for (const name of row.functions ?? []) lines.push(`Let $${name} : \\mathbb{R} \\to \\mathbb{R}$ be differentiable.`);
  if (all.includes("\\sigma") && !defines("\\sigma")) lines.push("We use the logistic function $\\sigma(t) = \\frac{1}{1 + e^{-t}}$, entry by entry.");
  if (all.includes("\\Phi") && !defines("\\Phi")) lines.push("Here $\\Phi(t) = \\frac{1}{2}\\left(1 + \\operatorname{erf}\\frac{t}{\\sqrt{2}}\\right)$ and $\\phi(t) = \\frac{1}{\\sqrt{2\\pi}} e^{-t^2/2}$.");
  return lines;
}

const slice = (member: string, matrix: string, kind: "row" | "col", [rows, columns]: readonly string[]): string =>
  kind === "col"
    ? `The matrix $${tex(matrix)} = [\\, ${tex(member)}_1 \\;\\; \\cdots \\;\\; ${tex(member)}_${columns} \\,]$ has the columns $${tex(member)}_k \\in \\mathbb{R}^{${rows}}$.`
    : `The matrix $${tex(matrix)} = \\begin{bmatrix} ${tex(member)}_1^T \\\\ \\vdots \\\\ ${tex(member)}_${rows}^T \\end{bmatrix}$ has the rows $${tex(member)}_k^T$, where $${tex(member)}_k \\in \\mathbb{R}^{${columns}}$.`;

function assumption(name: string, what: string | number, axes: readonly string[]): string {
  const entry = axes.length === 0 ? name : `${name}_{${axes.length === 1 ? "i" : "ij"}}`;
  switch (what) {
    case "posdet": return `Suppose that $\\det ${name} > 0$.`;
    case "spd": return `Suppose that $${name}^T = ${name}$ and $${name} \\succ 0$.`;
    case "symmetric": return `Suppose that $${name}^T = ${name}$.`;
    case "binary": return `All entries are zero or one: $${name} \\in \\{0, 1\\}^{${axes.join(" \\times ")}}$.`;
    case "probability": return `Suppose that $${entry} > 0$ and $\\sum_{i=1}^{${axes[0]}} ${entry} = 1$.`;
    case "rowprob": return `Suppose that $${entry} > 0$, and that $\\sum_{j=1}^{${axes[1]}} ${entry} = 1$ for all $i$.`;
    case "unit": return axes.length === 0 ? `Suppose that $0 < ${name} < 1$.` : `Suppose that $\\lVert ${name} \\rVert = 1$.`;
    default: return `Suppose that $${entry} > 0$.`;
  }
}
