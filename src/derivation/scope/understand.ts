/**
 * A document as its own model. Declarations are read first, over the whole document, then assumptions, then definitions, and what is left is claims.
 * Nothing is decided here; every statement gets its kind and every name its entry in the scope.
 */
import type { Formula, SourceDocument } from "../document/document.js";
import { inferShapes } from "../infer/infer-shapes.js";
import { entriesByWords } from "./entries-by-words.js";
import { declareLimits } from "../infer/limit-sizes.js";
import { shapeMatrices } from "../infer/shape-matrices.js";
import { NotUnderstood } from "../notation/not-understood.js";
import { usesCircleNumber } from "./circle-number.js";
import { clashingSizes } from "./clashing-sizes.js";
import { linkByPhrases } from "./column-phrases.js";
import { declareAdjoints } from "./declare-adjoints.js";
import { declareArguments } from "./declare-arguments.js";
import { declareClassVectors } from "./declare-class-vectors.js";
import { declareDifferentials, declareWeakDifferentials } from "./declare-differentials.js";
import { declareDraws } from "./declare-draws.js";
import { declareErrors } from "./declare-errors.js";
import { declareGradientNames } from "./declare-gradient-names.js";
import { declareIdentities, declareOtherSizes } from "./declare-identities.js";
import { declareInWords } from "./declare-in-words.js";
import { declareLabels } from "./declare-labels.js";
import { declareLevels } from "./declare-levels.js";
import { declareNumbers, declareNumberSteps } from "./declare-numbers.js";
import { declareNumberedParameters } from "./declare-numbered-parameters.js";
import { declareOwnArguments, giveOwnArguments } from "./declare-own-arguments.js";
import { declareCounts, declareTotals } from "./declare-parts.js";
import { declareSamples } from "./declare-samples.js";
import { declareSequences } from "./declare-sequences.js";
import { declareToldLabels } from "./declare-told-labels.js";
import { declareUsedLists } from "./declare-used-lists.js";
import { declareStatement } from "./declare-statement.js";
import { declareSteps } from "./declare-steps.js";
import { declareStepLosses } from "./declare-step-losses.js";
import { facesThatMatter } from "./faces-that-matter.js";
import { findDefinitions } from "./find-definitions.js";
import { indexBase } from "./index-base.js";
import { declareLabelled } from "./declare-labelled.js";
import { indexLetters } from "./index-letters.js";
import { indexUse } from "./index-use.js";
import { linkMembers, linkMembersByWords, nameMembersByWords, stackMembers } from "./members.js";
import { nameIntermediates } from "./name-intermediates.js";
import { nameArguments } from "./name-arguments.js";
import { nameFunctionsByWords } from "./named-functions.js";
import { partings } from "./parts-derivatives.js";
import { readAssumption, toldNames } from "./read-assumption.js";
import { readWords } from "./read-words.js";
import { renewals } from "./renewals.js";
import { lifts } from "./lifts.js";
import { declareSaidArguments } from "./said-arguments.js";
import { createScope, type Scope } from "./scope.js";
import { leftBehind, upToRenewal, withoutFragments } from "./section-view.js";
import { sentencesOf } from "./sentences.js";
import { settleRanges } from "./settle-ranges.js";
import { linkStackedSamples, stackNumbers } from "./stacked-samples.js";
import { takeApart } from "./take-apart.js";
import { workedExamples } from "./worked-examples.js";
import { declareLosses, declareSquares } from "./undeclared.js";
import { readerFor, type Understanding, type UnderstoodEntry } from "./understood.js";

export function understand(document: SourceDocument): Understanding {
  const entries = takeApart(document);
  const renewed = renewals(entries, document);
  const sections = Math.max(0, ...entries.map((entry) => entry.place.section));
  if (renewed.length === 0) return { scope: buildScope(document, entries, Infinity), entries };
  // a later section may declare a name anew: each section reads what stands before its end, and of what comes later only what is not said before
  const views = Array.from({ length: sections + 1 }, (_, section) => {
    const visible = upToRenewal(document, entries, section, renewed);
    let own = takeApart(visible, document);
    const left = leftBehind(own, visible, buildScope(visible, own, section), section, renewed);
    if (left.size > 0) {
      const view = withoutFragments(visible, left);
      own = takeApart(view, document);
      buildScope(view, own, section);
    }
    return own.filter((entry) => entry.place.section === section);
  });
  const all = views.flat();
  return { scope: all.at(-1)?.scope ?? createScope(), entries: all };
}

/** Reads everything that the document says, as it stands at the end of a section. Every entry gets the scope. */
function buildScope(document: SourceDocument, entries: readonly UnderstoodEntry[], section: number): Scope {
  const formulas = document.fragments.filter((fragment): fragment is Formula => fragment.kind === "formula");
  const scope = createScope(facesThatMatter(entries));
  [scope.broadcast, scope.logBase, scope.einstein] = [document.conventions.broadcast, document.conventions.log, document.conventions.einstein];
  const sentences = sentencesOf(document);
  scope.partings = partings(document, sentences);
  scope.lifts = lifts(document);
  scope.supposed = new Set(entries.filter(({ formula, parts }) => !formula.display && parts.some(({ sentence }) => SUPPOSING.test(sentence))).map(({ fragment }) => fragment));
  scope.circleNumber = usesCircleNumber(formulas);
  scope.clashing = clashingSizes(entries, scope);
  const use = indexUse(formulas, entries);
  scope.letters = indexLetters(formulas, entries);
  // what is said last wins, so what stands later in the document is read first
  const ordered = [...entries.filter((entry) => entry.place.section > section).reverse(), ...entries.filter((entry) => entry.place.section <= section)];
  const parts = ordered.flatMap((entry) => entry.parts.map((part) => ({ entry, part })));
  for (const { entry, part } of parts) declareStatement(part, entry, scope, use);
  declareIdentities(document, entries, readerFor(scope));
  declareLabelled(formulas, entries, new Set([...use.letters, ...scope.letters.bound]), readerFor(scope));
  declareErrors(formulas, readerFor(scope));
  declareTotals(formulas, readerFor(scope));
  declareInWords(document, entries, readerFor(scope), use);
  const giveNumbers = declareNumberedParameters(entries, formulas, readerFor(scope));
  declareUsedLists(entries, readerFor(scope), use);
  declareDraws(document, sentences, entries, readerFor(scope));
  settleRanges(scope);
  declareSamples(entries, readerFor(scope));
  const giveWhatIsSupposed = readWords(document, entries, scope, section);
  declareOtherSizes(formulas, readerFor(scope));
  for (const { part } of parts) readOrLeave(() => linkMembers(part, readerFor(scope)));
  linkByPhrases(sentences, entries, readerFor(scope));
  nameMembersByWords(entries, scope);
  linkMembersByWords(document, entries, scope);
  linkStackedSamples(sentences, entries, scope);
  stackNumbers(sentences, entries, scope);
  stackMembers(scope);
  declareLevels(formulas, readerFor(scope));
  entriesByWords(document, scope);
  const giveClassVectors = declareClassVectors(document, readerFor(scope));
  declareToldLabels(document, entries, readerFor(scope));
  declareLabels(formulas, entries, readerFor(scope));
  declareSquares(formulas, readerFor(scope));
  declareLimits(formulas, entries, use.letters, readerFor(scope));
  const byFragment = new Map(entries.map((entry) => [entry.fragment, entry]));
  const told = toldNames(entries, { scope });
  for (const { entry, part } of parts) readAssumption(part, entry, byFragment.get(entry.fragment - 2), told, scope);
  declareCounts(entries, readerFor(scope));
  readIdentities(scope);
  askForAxes(scope);
  nameFunctionsByWords(entries, scope);
  const giveLaterArguments = declareSaidArguments(ordered.filter((entry) => entry.place.section <= section), scope, readerFor(scope));
  declareDifferentials(document, entries, readerFor(scope));
  declareGradientNames(document, formulas, readerFor(scope));
  declareWeakDifferentials(entries, readerFor(scope));
  declareAdjoints(formulas, readerFor(scope));
  const giveStepLosses = declareStepLosses(document, formulas, readerFor(scope));
  declareSteps(entries, formulas, readerFor(scope));
  declareSequences(entries, readerFor(scope));
  findDefinitions(entries, scope, readerFor, section);
  giveStepLosses();
  giveNumbers();
  workedExamples(entries, scope, readerFor);
  nameIntermediates(formulas, readerFor(scope));
  shapeMatrices(scope);
  // f_t is a member only once its definition is known
  nameArguments(document, entries, scope, section, true);
  declareNumbers(entries, formulas, scope);
  declareNumberSteps(scope);
  declareArguments(formulas, readerFor(scope));
  declareOwnArguments(entries, scope);
  declareLosses(formulas, readerFor(scope));
  scope.inference = inferShapes(entries, document, scope, readerFor);
  giveClassVectors();
  scope.indexBase = indexBase(entries, document, scope);
  for (const entry of entries) entry.scope = scope;
  giveOwnArguments(entries);
  giveLaterArguments();
  giveWhatIsSupposed();
  return scope;
}

/** "Suppose", said for a while; "assume that", at a document's head, for good. */
const SUPPOSING = /\b(suppose|supposing|special case)\b[^.;]*$/i;

/** What cannot be read here is left to the checker, which says so. */
function readOrLeave(read: () => void): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof NotUnderstood)) throw error;
  }
}

/** A square I that is declared and nothing more is the identity to every reader, and so is an I_n of n rows and columns. */
function readIdentities(scope: Scope): void {
  for (const [key, quantity] of scope.quantities) {
    const match = /^(?:I|\\mathbf\{I\}|\\mathbb\{I\})(?:_\{?(.+?)\}?)?$/.exec(key);
    if (match === null) continue;
    const [rows, columns] = quantity.axes ?? [];
    const isSquareOnly = quantity.role === "variable" && quantity.levels === 0 && quantity.facts.length === 0 && quantity.definitions.length === 0 && quantity.axes?.length === 2 && rows?.kind === "name" && columns?.kind === "name" && rows.name === columns.name;
    if (isSquareOnly && (match[1] === undefined || match[1] === rows.name)) quantity.role = "identity";
  }
}

/** A one-hot matrix of which nothing says whether its rows or its columns are. */
function askForAxes({ quantities, unusedAssumptions }: Scope): void {
  for (const { key, axes, facts } of quantities.values()) {
    const isOpen = axes?.length === 2 && facts.some(({ kind }) => kind === "one-hot") && !facts.some(({ kind }) => kind === "sums-to-one");
    if (isOpen) unusedAssumptions.push({ names: new Set([key]), text: `${key} is one-hot: in each row, or in each column?` });
  }
}

