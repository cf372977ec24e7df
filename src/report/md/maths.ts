/** A formula in Markdown, which may be shown by a program that knows no formulas, or that lets them lead anywhere. */
import { reachesOut } from "../reaches-out.js";

/** @returns null if it names a file or an address: then its source is shown */
export const markdownMaths = (tex: string): string | null => (reachesOut(tex) ? null : withoutTags(tex));

/** `a<b` would begin a tag of HTML where formulas are not known; a space, which TeX does not show, keeps it from that. */
const withoutTags = (tex: string): string => tex.replace(/<(?=[a-z/!?])/gi, "< ");
