/** The commands that stand for one character or one operator, by what they do between their neighbours. */

/**
 * What a symbol does: "operand" (a letter, `\infty`, `\dots`), "function" and "big" (both want an operand after them: `\log`, `\sum`),
 * "binary", "relation", "punctuation".
 */
export type SymbolClass = "operand" | "function" | "big" | "binary" | "relation" | "punctuation";

const named = (words: string): readonly string[] => words.trim().split(/\s+/).map((word) => `\\${word}`);

/** Relations and arrows. */
const RELATIONS = named(`
  equiv prec succ sim perp preceq succeq simeq mid ll gg asymp parallel bowtie smile sqsubseteq sqsupseteq doteq frown ni propto vdash dashv owns
  longleftarrow Leftarrow Longleftarrow longrightarrow Rightarrow Longrightarrow leftrightarrow longleftrightarrow Leftrightarrow Longleftrightarrow
  mapsto longmapsto nearrow hookleftarrow hookrightarrow searrow leftharpoonup rightharpoonup swarrow leftharpoondown rightharpoondown nwarrow
  rightleftharpoons nless lneq lneqq lnsim lnapprox nprec npreceq precnsim precnapprox nsim nmid nvdash nvDash ntriangleleft ntrianglelefteq subsetneq
  subsetneqq ngtr gneq gneqq gnsim gnapprox nsucc nsucceq succnsim succnapprox ncong nparallel nVDash ntriangleright ntrianglerighteq supsetneq
  supsetneqq nVdash precneqq succneqq nleftarrow nrightarrow nLeftarrow nRightarrow nleftrightarrow nLeftrightarrow vartriangle leqq leqslant
  eqslantless lesssim lessapprox approxeq lll lessgtr lesseqgtr lesseqqgtr doteqdot risingdotseq fallingdotseq backsim backsimeq subseteqq Subset
  sqsubset preccurlyeq curlyeqprec precsim precapprox vartriangleleft trianglelefteq vDash Vvdash smallsmile smallfrown bumpeq Bumpeq geqq geqslant
  eqslantgtr gtrsim gtrapprox ggg gtrless gtreqless gtreqqless eqcirc circeq triangleq thicksim thickapprox supseteqq Supset sqsupset succcurlyeq
  curlyeqsucc succsim succapprox vartriangleright trianglerighteq Vdash shortmid shortparallel between pitchfork varpropto blacktriangleleft therefore
  backepsilon blacktriangleright because llless gggtr eqsim Join Doteq dashrightarrow dashleftarrow leftleftarrows leftrightarrows Lleftarrow
  twoheadleftarrow leftarrowtail looparrowleft leftrightharpoons curvearrowleft circlearrowleft Lsh upuparrows upharpoonleft downharpoonleft origof
  imageof multimap leftrightsquigarrow rightrightarrows rightleftarrows twoheadrightarrow rightarrowtail looparrowright curvearrowright circlearrowright
  Rsh downdownarrows upharpoonright downharpoonright rightsquigarrow leadsto Rrightarrow approx cong ge geq gets gt in subset supset subseteq supseteq
  nsubseteq nsupseteq models leftarrow le leq lt rightarrow to ngeq nleq uparrow Uparrow downarrow Downarrow updownarrow Updownarrow neq ne notin notni
  iff implies impliedby coloneqq Coloneqq coloneq Coloneq eqqcolon Eqqcolon eqcolon Eqcolon colonapprox colonsim colonequals coloncolonequals
  equalscolon vcentcolon dblcolon ratio colon ngeqq ngeqslant nleqq nleqslant nshortmid nshortparallel nsubseteqq nsupseteqq gvertneqq lvertneqq
  varsubsetneq varsubsetneqq varsupsetneq varsupsetneqq isin defeq eqdef
`);

/** Between two operands. */
const BINARIES = named(`
  mp ominus uplus sqcap ast sqcup bigcirc bullet wr amalg unlhd unrhd lessdot gtrdot lhd rhd dotplus smallsetminus Cap Cup doublebarwedge boxminus
  boxplus divideontimes ltimes rtimes leftthreetimes rightthreetimes curlywedge curlyvee circleddash circledast centerdot doublecap doublecup boxtimes
  cdot circ div pm times cap cup setminus land lor wedge vee barwedge veebar odot oplus otimes oslash circledcirc boxdot bigtriangleup bigtriangledown
  diamond triangleleft triangleright bmod mod
`);

/** With limits. */
const BIG = named(`
  coprod bigvee bigwedge biguplus bigcap bigcup int intop iint iiint prod sum bigotimes bigoplus bigodot oint oiint oiiint bigsqcup smallint bigboxtimes
  iiiint
`);

/** Set upright by TeX. */
const FUNCTIONS = named(`
  arcsin arccos arctan arctg arcctg arg ch cos cosec cosh cot cotg coth csc ctg cth deg dim exp hom ker lg ln log sec sin sinh sh tan tanh tg th det gcd
  inf lim max min Pr sup limsup liminf injlim projlim argmin argmax
`);

/** Letters and signs that stand for themselves. */
const OPERANDS = named(`
  aleph forall hbar exists nabla flat ell natural clubsuit wp sharp diamondsuit Re heartsuit Im spadesuit S P dag ddag hslash triangledown lozenge
  circledS circledR measuredangle nexists mho Finv Game backprime blacktriangle blacktriangledown blacksquare blacklozenge bigstar sphericalangle
  complement eth diagup diagdown square Box Diamond yen checkmark beth daleth gimel digamma varkappa angle infty prime triangle Gamma Delta Theta Lambda
  Xi Pi Sigma Upsilon Phi Psi Omega neg lnot top bot emptyset varnothing surd partial backslash varvdots degree pounds mathsterling maltese alpha beta
  gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi psi omega varepsilon vartheta varpi varrho
  varsigma varphi imath jmath intercal dagger ddagger star ddots ldots dots dotso dotsc dotsb dotsm dotsi cdots vdots iddots adots hdots mathellipsis
  restriction varGamma varDelta varTheta varLambda varXi varPi varSigma varUpsilon varPhi varPsi varOmega Alpha Beta Epsilon Zeta Eta Iota Kappa Mu Nu
  Omicron Rho Tau Chi Bbbk infin And copyright ldotp cdotp LaTeX TeX qedsymbol qed QED
`);

const CLASSES: ReadonlyMap<string, SymbolClass> = new Map([
  ...OPERANDS.concat("\\#", "\\&", "\\$", "\\%", "\\_").map((name) => [name, "operand"] as const),
  ...FUNCTIONS.map((name) => [name, "function"] as const),
  ...BIG.map((name) => [name, "big"] as const),
  ...BINARIES.concat("+", "-", "*", "/").map((name) => [name, "binary"] as const),
  ...RELATIONS.concat("=", "<", ">").map((name) => [name, "relation"] as const),
  ...[",", ";", ":", ".", "\\quad", "\\qquad", "\\ldotp", "\\cdotp"].map((name) => [name, "punctuation"] as const),
]);

/** null for a command that is no symbol. A character that no table names is an operand; `\not` and a sign is a relation. */
export function classOf(symbol: string): SymbolClass | null {
  if (/^\\not[^a-zA-Z]/.test(symbol)) return "relation";
  return CLASSES.get(symbol) ?? (symbol.startsWith("\\") ? null : "operand");
}

export const symbolNames = (): Iterable<string> => CLASSES.keys();
