/** Verdicts made by hand, one of each kind, so that what is printed does not hang on what the checker says today. */
import { checkDocument, readDocument, type CheckedDocument, type CheckedEquation } from "../../../src/derivation/index.js";
import type { Printed } from "../../../src/derivation/print/index.js";

const TEXT = String.raw`$$y = W x$$
$$\frac{dL}{dx} = W^T \frac{dL}{dy} \tag{1}$$
$$\frac{dL}{db} = x = 2x \tag{2}$$
$$a = \zeta \tag{3}$$
$$c = \zeta$$
$$d = 7 & e \tag{5}$$
`;

const HELD = { verdict: "holds", method: "exact", errorBound: 1e-17, inherited: false } as const;

const claim = (line: number, tag: string | null, latex: string, more: Partial<CheckedEquation>): CheckedEquation =>
  ({ id: `eq-${line}`, tag, cell: null, line, column: 1, latex, kind: "claim", verdict: "holds", steps: [], problems: [], ...more });

const undeclared = (line: number, column: number) => ({ severity: "error", code: "undeclared", message: "'\\zeta' is declared nowhere", line, column, length: 5 }) as const;
const openStep = { verdict: "unchecked", method: null, errorBound: null, left: "a", right: "\\zeta", inherited: false } as const;

const EQUATIONS: readonly CheckedEquation[] = [
  claim(1, null, "y = W x", { kind: "definition" }),
  claim(2, "1", String.raw`\frac{dL}{dx} = W^T \frac{dL}{dy} \tag{1}`, {
    steps: [{ ...HELD, left: String.raw`\frac{dL}{dx}`, right: String.raw`W^T \frac{dL}{dy}` }],
    problems: [{ severity: "note", code: "broadcast", message: "read as a column", line: 2, column: 19, length: 3 }],
  }),
  claim(3, "2", String.raw`\frac{dL}{db} = x = 2x \tag{2}`, {
    verdict: "fails",
    steps: [
      { verdict: "fails", method: "exact", errorBound: 0, left: String.raw`\frac{dL}{db}`, right: "x", inherited: false },
      { verdict: "fails", method: "exact", errorBound: 0, left: "x", right: "2x", inherited: true },
    ],
    problems: [
      { severity: "error", code: "value", message: "the two sides differ: the left side gives 1, the right side gives 2 (m = 2; i = 1)", line: 3, column: 19, length: 1, suggestion: { latex: String.raw`\frac{dL}{db} = y = 2x \tag{2}`, message: "it holds with y" } },
      { severity: "error", code: "value", message: "the two sides differ", line: 3, column: 23, length: 2 },
    ],
  }),
  claim(4, "3", String.raw`a = \zeta \tag{3}`, { verdict: "unchecked", steps: [openStep], problems: [undeclared(4, 7)] }),
  claim(5, null, String.raw`c = \zeta`, { verdict: "unchecked", steps: [openStep], problems: [undeclared(5, 7)] }),
  claim(6, "5", String.raw`d = 7 & e \tag{5}`, { verdict: "waived", waiver: "it is \"homework\" <of week 3>" }),
];

export const sample = (path = "notes.md"): Printed => ({ source: readDocument(path, TEXT), checked: { path, equations: EQUATIONS, problems: [], seed: 1 } });

/** The failing equation alone, in the third cell of a notebook. */
export function inNotebook(): Printed {
  const cells = ["code", "code", "markdown"].map((cell_type) => ({ cell_type, metadata: {}, source: TEXT }));
  const checked: CheckedDocument = { path: "n.ipynb", equations: [{ ...EQUATIONS[2]!, cell: 2 }], problems: [], seed: 1 };
  return { source: readDocument("n.ipynb", JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 })), checked };
}

export function checkedText(path: string, text: string): Printed {
  const source = readDocument(path, text);
  return { source, checked: checkDocument(source) };
}
