/** What a failure says, for a page that sets no formula in it. */
import type { Block } from "./model.js";

/** The message, with the repair on lines of its own. */
export const failureText = ({ message, repair }: Extract<Block, { readonly kind: "failure" }>): string => (repair === undefined ? message : `${message}\nRepair: ${repair.words}\n${repair.tex}`);
