/** A point in the author's letters: `y = [1/3, 2/3], dL/dy = [1, 0]`. */
import type { Node, Term } from "../scalar/graph.js";
import { evaluateFloat } from "../scalar/evaluate.js";
import { planOf, type Plan } from "../scalar/plan.js";
import type { Tensor } from "../expand/tensor.js";
import type { World } from "../expand/world.js";
import { numberText } from "./fraction-text.js";

/** Entries of an array that are shown at most. */
const MAX_SHOWN = 12;

interface Named { readonly id: string; readonly tensor: Tensor }
type Call = Term & { readonly kind: "call" };

/** `names` are those of the claim, in reading order; other names are told only where the values hang on them. */
export function pointText(world: World, nodes: readonly Node[], given: ReadonlyMap<Node, number>, names: readonly string[], free?: ReadonlySet<Node>): string {
  const plan = planOf(world.graph, nodes, free);
  const used = mattering(plan);
  const tensors = tensorsOf(world).filter(({ tensor }) => tensor.data.some((node) => used.has(node)));
  const rank = ({ id }: Named): number => { const k = names.indexOf(baseOf(id)); return k < 0 ? names.length : k; };
  const sorted = [...tensors].sort((a, b) => rank(a) - rank(b));
  const calls = plan.steps.filter(({ kind, node }) => kind === "call" && used.has(node)).map(({ node }) => node);
  const atoms = plan.steps.filter(({ kind, node }) => kind === "atom" && used.has(node)).map(({ node }) => node);
  const point = new Map(given);
  const shown: Named[] = [];
  for (const named of sorted) {
    const isOwn = rank(named) < names.length;
    if (!isOwn && isTold(named, shown, atoms, world)) continue;
    if (!isOwn && isComputed(named, world)) continue;
    if (named.tensor.data.length <= MAX_SHOWN && !hasCall(named, world)) shown.push(named);
  }
  const values = shown.flatMap((named) => { const text = tensorText(named, world, point, free); return text === null ? [] : [text]; });
  return [...values, ...callTexts(calls, sorted, world, point)].join(", ");
}

/** Nodes that the values hang on: the place at which an unspecified function's derivative is given does not matter. */
function mattering({ steps, outputs }: Plan): ReadonlySet<Node> {
  const slots = new Set(outputs), stack = [...outputs];
  for (let slot = stack.pop(); slot !== undefined; slot = stack.pop()) {
    const { kind, args } = steps[slot]!;
    if (kind === "call" || kind === "free") continue;
    for (const arg of args) if (!slots.has(arg)) { slots.add(arg); stack.push(arg); }
  }
  return new Set([...slots].map((slot) => steps[slot]!.node));
}

const tensorsOf = (world: World): readonly Named[] => [...world.tensors].map(([id, tensor]) => ({ id, tensor }));

/** `x^{(\cdot)}^(2)`, a member of a family, has the key x. */
const baseOf = (id: string): string => id.replace(/\^\([-\d,]*\)$/, "").replace("^{(\\cdot)}", "");
const nameOf = (id: string): string => id.replace("^{(\\cdot)}", "");

const isComputed = ({ tensor }: Named, { graph }: World): boolean => tensor.data.every((node) => graph.term(node).kind === "ref");
/** A value of an unspecified function is told with the function's other values. */
const hasCall = ({ tensor }: Named, { graph }: World): boolean => tensor.data.some((node) => { const term = graph.term(node); return term.kind === "ref" && graph.term(term.definition).kind === "call"; });

/** Whether the values shown already fix this array's: softmax(x) is shown, x need not be. */
function isTold({ tensor }: Named, shown: readonly Named[], atoms: readonly Node[], { graph }: World): boolean {
  const own = tensor.data.filter((node) => atoms.includes(node) || graph.term(node).kind === "ref");
  const nodes = shown.flatMap((each) => each.tensor.data);
  return own.length > 0 && own.every((node) => nodes.some((other) => other === node || graph.dependsOn(other, node)));
}

function tensorText({ id, tensor }: Named, world: World, point: Map<Node, number>, free?: ReadonlySet<Node>): string | null {
  const { graph } = world;
  // what the two sides do not contain may be anything
  for (const { node, kind, term } of planOf(graph, tensor.data, free).steps) {
    if (point.has(node)) continue;
    if (kind === "atom" && term.kind === "atom") point.set(node, typeof term.domain === "object" ? term.domain.oneOf[0]! : term.domain === "unit" ? 1 / 2 : term.domain === "negative" ? -1 : term.domain === "real" || term.domain === "binary" ? 0 : 1);
    if (kind === "call") point.set(node, 0);
  }
  const values = evaluateFloat(graph, tensor.data, { seed: 1, given: point, ...(free && { free }) });
  return values.some((value) => Number.isNaN(value)) ? null : `${nameOf(id)} = ${arrayText(tensor.shape, [...values])}`;
}

/** `2`, `[1, 2]`, `[[1, 2], [3, 4]]`. */
export function arrayText(shape: readonly number[], values: readonly number[]): string {
  if (shape.length === 0) return numberText(values[0]!);
  const [length, ...rest] = shape as [number, ...number[]];
  const size = values.length / length;
  return `[${Array.from({ length }, (_, k) => arrayText(rest, values.slice(k * size, (k + 1) * size))).join(", ")}]`;
}

/** `dL/dy = [1, 0]` where the arguments are the entries of y, `f'(2) = 1` for a function of a number. */
function callTexts(calls: readonly Node[], tensors: readonly Named[], world: World, point: ReadonlyMap<Node, number>): readonly string[] {
  const { graph } = world;
  const texts = new Set<string>();
  const firsts = firstDerivatives(calls, world), told = new Set<string>();
  for (const node of calls) {
    const call = graph.term(node) as Call;
    const by = call.orders.flatMap((order, k) => Array.from({ length: order }, () => call.args[k]!));
    const owners = by.map((arg) => tensors.find(({ tensor }) => tensor.data.includes(arg)) ?? tensorsOf(world).find(({ tensor }) => tensor.data.includes(arg)));
    const isQuantity = world.scope.quantities.get(call.f)?.opaque != null && !world.scope.functions.has(call.f);
    if (!isQuantity || owners.includes(undefined)) texts.add(functionText(call, node, world, point));
    else if (by.length === 0) texts.add(`${call.f} = ${numberText(point.get(node)!)}`);
    else if (by.length === 1) {
      const gradient = `${call.f}(${call.args.join()})/${owners[0]!.id}`;
      if (!told.has(gradient)) texts.add(gradientText(call, owners[0]!, firsts, point));
      told.add(gradient);
    }
    else texts.add(`d^${by.length}${call.f}/${by.map((arg, k) => `d${entryName(owners[k]!, arg)}`).join("")} = ${numberText(point.get(node)!)}`);
  }
  return [...texts];
}

function gradientText({ f, args }: Call, named: Named, firsts: ReadonlyMap<string, Node>, point: ReadonlyMap<Node, number>): string {
  const { id, tensor } = named;
  const valueAt = (entry: Node): number => {
    const own = firsts.get(firstKey(f, args, entry));
    return own === undefined ? 0 : point.get(own)!;
  };
  const values = tensor.data.map(valueAt);
  const told = tensor.data.filter((_, k) => values[k] !== 0);
  if (values.length <= MAX_SHOWN || told.length === 0 || told.length > MAX_SHOWN) return `d${f}/d${nameOf(id)} = ${arrayText(tensor.shape, values)}`;
  return `${told.map((entry) => `d${f}/d${entryName(named, entry)} = ${numberText(valueAt(entry))}`).join(", ")} and 0 elsewhere`;
}

/** The first derivatives among the calls, each by what it is one of. */
function firstDerivatives(calls: readonly Node[], { graph }: World): ReadonlyMap<string, Node> {
  return new Map(calls.flatMap((node): [string, Node][] => {
    const { f, args, orders } = graph.term(node) as Call;
    const k = orders.findIndex((order) => order > 0);
    return orders.reduce((sum, order) => sum + order, 0) === 1 ? [[firstKey(f, args, args[k]!), node]] : [];
  }));
}

const firstKey = (f: string, args: readonly Node[], by: Node): string => `${f}(${args.join()})/${by}`;

function functionText({ f, args, orders }: Call, node: Node, { graph }: World, point: ReadonlyMap<Node, number>): string {
  const at = [...evaluateFloat(graph, args, { seed: 1, given: point })].map((value) => numberText(value)).join(", ");
  const total = orders.reduce((sum, order) => sum + order, 0);
  const name = args.length === 1 ? `${f}${"'".repeat(total)}` : total === 0 ? f : `\\partial_{${orders.flatMap((order, k) => Array.from({ length: order }, () => k + 1)).join(",")}} ${f}`;
  return `${name}(${at}) = ${numberText(point.get(node)!)}`;
}

function entryName({ id, tensor }: Named, node: Node): string {
  const k = tensor.data.indexOf(node);
  if (tensor.shape.length === 0) return nameOf(id);
  const at: number[] = [];
  for (let axis = tensor.shape.length - 1, rest = k; axis >= 0; axis--) {
    at.unshift((rest % tensor.shape[axis]!) + 1);
    rest = Math.floor(rest / tensor.shape[axis]!);
  }
  return `${nameOf(id)}_${at.length === 1 ? at[0] : `{${at.join(",")}}`}`;
}
