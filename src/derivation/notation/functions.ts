/** The functions that need no definition: their spellings, and how many arguments of what kind they take. */

export interface KnownFunction {
  readonly name: string;
  /** "entry": a function of a number, applied to each entry of an array. "array": a function of the whole array. */
  readonly acts: "entry" | "array";
  readonly arity: number | "any";
}

const entry = (name: string): KnownFunction => ({ name, acts: "entry", arity: 1 });
const array = (name: string, arity: number | "any" = 1): KnownFunction => ({ name, acts: "array", arity });

const KNOWN: readonly (readonly [KnownFunction, readonly string[]])[] = [
  [entry("exp"), ["exp"]],
  [entry("log"), ["log", "ln"]],
  ...["sin", "cos", "tan", "sinh", "cosh", "tanh", "erf", "sqrt"].map((name) => [entry(name), [name]] as const),
  [entry("asin"), ["arcsin", "asin"]],
  [entry("acos"), ["arccos", "acos"]],
  [entry("atan"), ["arctan", "atan"]],
  [entry("artanh"), ["artanh", "arctanh", "atanh"]],
  [entry("arsinh"), ["arsinh", "arcsinh", "asinh"]],
  [entry("arcosh"), ["arcosh", "arccosh", "acosh"]],
  [entry("sec"), ["sec"]],
  [entry("csc"), ["csc", "cosec"]],
  [entry("cot"), ["cot"]],
  [entry("sech"), ["sech"]],
  [entry("csch"), ["csch"]],
  [entry("coth"), ["coth"]],
  [entry("sign"), ["sign", "sgn"]],
  [entry("abs"), ["abs"]],
  [entry("sigmoid"), ["sigmoid", "logistic", "expit"]],
  [entry("softplus"), ["softplus", "Softplus"]],
  [entry("relu"), ["ReLU", "relu", "RELU", "Relu"]],
  [array("softmax"), ["softmax", "Softmax"]],
  [array("logsumexp"), ["LSE", "logsumexp", "lse", "LogSumExp"]],
  [array("trace"), ["tr", "Tr", "trace", "Trace"]],
  [array("det"), ["det", "Det"]],
  [array("diag"), ["diag", "Diag"]],
  [array("vec"), ["vec", "Vec"]],
  [array("transpose"), ["transpose"]],
  [{ name: "max", acts: "entry", arity: "any" }, ["max"]],
  [{ name: "min", acts: "entry", arity: "any" }, ["min"]],
];

export const knownFunctions: readonly KnownFunction[] = KNOWN.map(([known]) => known);

const BY_SPELLING = new Map(KNOWN.flatMap(([known, spellings]) => spellings.flatMap((spelling) => [[spelling, known], [`\\${spelling}`, known]] as const)));

/** The function that a command (`\tanh`) or a word (`\operatorname{softmax}`, `\text{ReLU}`) names. */
export const knownFunction = (spelling: string): KnownFunction | undefined => BY_SPELLING.get(spelling) ?? BY_SPELLING.get(spelling.trim());

const INVERSES: Readonly<Record<string, string>> = { sin: "asin", cos: "acos", tan: "atan", tanh: "artanh", sinh: "arsinh", cosh: "arcosh" };

/** `\sin^{-1}` and its kind. */
export const inverseFunction = (name: string): string | undefined => INVERSES[name];
