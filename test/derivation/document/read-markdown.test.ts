import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readDocument } from "../../../src/derivation/document/read-document.js";
import { content, outline } from "./outline.js";

const md = (text: string): string[] => content("notes.md", text);
const same = (title: string, text: string, expected: readonly string[]): void => void it(title, () => assert.deepEqual(md(text), expected));

describe("dollars of mathematics and of money", () => {
  const FACTS: readonly (readonly [text: string, formulas: number])[] = [
    ["We have $(AB)^T = B^T A^T $ and $(AB)^T = A^T B^T$.", 2],
    ["with $ W x$ and $b $, $ y = Wx + b $", 3],
    ["for $x \\in \\text{the set of all} $ here", 1],
    ["the matrix $dy $ of $ \\mathrm{softmax of the}(x)$", 2],
    ["so $x $ and\n$y $ hold", 2],
    ["$5 $ is a number, $ 5 $ too", 1],
    ["costs $5 and $6", 0],
    ["costs $5 and $x = 3 $ holds", 1],
    ["between $ 5 and 10 $ a piece", 0],
    ["$5 million $ or $6.50, $ that is", 0],
    ["it costs 5$ and $x = 3$ holds", 1],
    ["about $5, $x$ and $y $", 2],
    ["US$ and A$ are $x $", 1],
    ["a budget of $B and costs of $C", 0],
    ["costs $a lot of money, or $b", 0],
    ["用 $x $ 和 $ y$ 表示 5$ 的价格 $ x$", 3],
    ["twice, $2 AB $, is $AB + AB $", 2],
    ["它 5$ 的价格 $ 很贵", 0],
    ["not $x \n\n $y$", 1],
    ["$x $5", 0],
  ];
  for (const [text, formulas] of FACTS) it(text, () => assert.equal(md(text).filter((piece) => piece.startsWith("inline")).length, formulas));
});

describe("formulas in Markdown", () => {
  same("inline", "where $x$ and \\(y\\) are", ["prose: where", "inline: x", "prose: and", "inline: y", "prose: are"]);
  same("blanks inside of the dollars", "it costs $5 or $6, $ x $ too, and $y $ or $ z$", ["prose: it costs $5 or $6,", "inline: x", "prose: too, and", "inline: y", "prose: or", "inline: z"]);
  same("no digit after the closing dollar", "from $5-$6 each", ["prose: from $5-$6 each"]);
  same("links and code between brackets or dollars are no formula", "\\[[more](https://x.y/#z)\\] the $ref](#ref) [$data](a.md) and $a `b$` c", ["prose: [more] the $ref](#ref) $data and $a", "prose: c"]);
  same("escaped dollars are text", "\\$a$b$ \\$", ["prose: $a", "inline: b", "prose: $"]);
  same("dollars in text in a formula", "$x \\text{ if $y$ }$ z", ['inline: x {text:" if " y text:" "}', "prose: z"]);
  same("display", "so\n\n$$\na = b\n$$\n\n\\[ c = d \\]", ["prose: so", "display: a = b", "display: c = d"]);
  same("display in a line of text", "so $$a$$ holds", ["prose: so", "display: a", "prose: holds"]);
  same("bare environments", "so\n\\begin{align*}\na &= b\n\\end{align*}", ["prose: so", "display: [align*: a & = b]"]);
  same("bare environments in one another", "\\begin{cases} \\begin{cases} a \\end{cases} \\end{cases}", ["display: [cases: [cases: a]]"]);
  same("an equation environment is its formula", "\\begin{equation}\\label{e}a=b\\end{equation}", ["display: a = b @e"]);
  same("in a list", "- first $a$\n- $$\n  b\n  $$\n1. c", ["prose: first", "inline: a", "display: b", "prose: c"]);
  same("in a quote, whose marks are no relations", "> so\n> $$\n> a\n> = b\n> $$", ["prose: so", "display: a = b"]);
  same("a relation at the start of a line is no quote", "$$\na\n> b\n$$", ["display: a > b"]);
  same("in a table", "| a | b |\n|---|---|\n| $x$ | $$y$$ |", ["prose: a", "prose: b", "inline: x", "display: y"]);
  same("in a fence", "```math\na = b\n```\n\n~~~ {math}\n:label: eq\n\nc\n~~~", ["display: a = b", "display: c @eq"]);
  same("MyST's role and GitHub's ticks", "{math}`x` and $`y`$", ["inline: x", "prose: and", "inline: y"]);
  same("old kramdown", '<script type="math/tex; mode=display">a = b</script>', ["display: a = b"]);
  same("an empty display is none", "$$ $$ a", ["prose: a"]);
});

describe("what is not read", () => {
  same("code", "`$a$` and ``b ` $c$`` x\n\n```\n$d$\n```\n\n~~~python\n$e$\n~~~\ny", ["prose: and", "prose: x", "prose: y"]);
  same("a backtick that nothing closes is text", "a ` b $c$", ["prose: a ` b", "inline: c"]);
  same("comments", "a <!-- $b$\n\n$$c$$ --> d", ["prose: a", "prose: d"]);
  same("markup of prose", "**Let** _us_ [see](http://x.y) <b>it</b> x_i_j", ["prose: Let us see it x_i_j"]);
});

describe("what stands around a display", () => {
  same("a number in the same line or alone in the next", "$$a$$ (2)\n\n$$b$$\n(3)\n\n$$c$$\n\n (4)\n\n$$d$$ (see 5)", ["display: a (2)", "display: b (3)", "display: c (4)", "display: d", "prose: (see 5)"]);
  same("a sentence that begins with a number in parentheses is none", "$$a$$\n\n(2) follows", ["display: a", "prose: (2) follows"]);
  same("`\\tag` wins", "$$a \\tag{7}$$\n(2)", ["display: a (7)"]);
  same("labels", "$$a$$ {#eq:a}\n\n$$b$$ (eq-b)\n\n$$c \\label{c}$$", ["display: a @eq:a", "display: b @eq-b", "display: c @c"]);
  same("a waiver", "<!-- not checked: because it is a definition of art -->\n\n$$a = b$$\n\n$$c$$", ["display: a = b waived: it is a definition of art", "display: c"]);
  same("a waiver that is not right before", "<!-- not checked: because x -->\nWords.\n$$a$$", ["prose: Words.", "display: a"]);
});

describe("headings and paragraphs", () => {
  it("a section begins at a heading", () => {
    assert.deepEqual(outline("a.md", "# One {#sec}\n\nText\n$x$ goes on.\n\nNew.\n\nTwo\n===\n"), ["heading 1: One", "break", "prose: Text", "inline: x", "prose: goes on.", "break", "prose: New.", "break", "heading 1: Two", "break"]);
  });
  it("cells and items end a sentence", () => {
    assert.deepEqual(outline("a.md", "- a\n- b\n\n| c | d |\n"), ["prose: a", "break", "prose: b", "break", "prose: c", "break", "prose: d", "break"]);
  });
});

describe("problems", () => {
  same("have their place in the file", "so $$\\frac{a$$", ["prose: so", "display: !10-11 this '{' is never closed: add '}'"]);
  same("a display that is never closed", "$$a = b\n\nWe see that it holds.", ["display: !0-2 this '$$' is never closed: add '$$' after the formula", "prose: a = b", "prose: We see that it holds."]);
  same("one that is closed by the next one's opener", "$$a = b\n\nWe see that $c$ it holds.\n\n$$d$$", ["display: !0-2 this '$$' is never closed: add '$$' after the formula", "prose: a = b", "prose: We see that", "inline: c", "prose: it holds.", "display: d"]);
  same("an environment that is never closed", "\\begin{align} a\n\n$b$", ["display: !0-13 this '\\begin{align}' is never closed: add '\\end{align}'", "prose: a", "inline: b"]);
});

describe("macros", () => {
  same("hold in the whole document", "$\\R$ $\\newcommand{\\vx}{\\mathbf x}$ $\\vx$\n\n\\newcommand{\\vy}{y}\n$\\vy$", ["inline: mathbb{R}", "inline: mathbf{x}", "inline: y"]);
  same("also before their definition", "$\\v$ \\def\\v{x}", ["inline: x"]);
  same("and change where they are defined again", "\\def\\v{x} $\\v$ \\def\\v{y} $\\v$", ["inline: x", "inline: y"]);
});

describe("conventions in the front matter", () => {
  const read = (head: string) => {
    const { conventions, problems, fragments } = readDocument("a.md", `---\n${head}\n---\n$x$`);
    return { conventions, problems: problems.map(({ span, message }) => `${span.start}-${span.end}: ${message}`), fragments: fragments.length };
  };

  it("are read, other keys are somebody else's", () => {
    assert.deepEqual(read("title: A note\nconventions:\n  layout: numerator # as in the book\n  einstein: true\n  broadcast: columns\n  log: 10\nauthor: x"), {
      conventions: { layout: "numerator", einstein: true, broadcast: "columns", log: 10 },
      problems: [],
      fragments: 2,
    });
  });
  it("in braces too", () => assert.deepEqual(read("conventions: {layout: 'denominator', log: e}").conventions, { layout: "denominator", einstein: false, broadcast: null, log: null }));
  it("unknown keys and values are problems, and the default stays", () => {
    assert.deepEqual(read("conventions:\n  layuot: numerator\n  einstein: yes"), {
      conventions: { layout: "gradient", einstein: false, broadcast: null, log: null },
      problems: [
        "19-36: the convention 'layuot' is not known: did you mean 'layout'? (known are layout, einstein, broadcast, log)",
        "39-52: 'yes' is no value of the convention 'einstein': write true or false",
      ],
      fragments: 2,
    });
  });
});

it("every formula's characters are what its spans say", () => {
  const text = "a $x$ \\(y\\) $$z$$\n```math\nu\n```\n> $$\n> v\n> $$\n{math}`w`";
  const formulas = readDocument("a.md", text).fragments.filter((fragment) => fragment.kind === "formula");
  assert.deepEqual(
    formulas.map(({ span, inner }) => [text.slice(span.start, span.end), text.slice(inner.start, inner.end)]),
    [["$x$", "x"], ["\\(y\\)", "y"], ["$$z$$", "z"], ["```math\nu\n```", "u\n"], ["$$\n> v\n> $$", "\n> v\n> "], ["{math}`w`", "w"]],
  );
});
