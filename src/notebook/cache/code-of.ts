/** TypeScript and JavaScript without what is no code, told apart without a compiler. */

const PLAIN = /[^"'`/{}]+/y;
const COMMENT = /\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)/y;
const STRING = /"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*'/y;
/** A part of a template: as far as its end or the next `${`. */
const TEMPLATE = /(?:[^`\\$]|\\[^]|\$(?!\{))*(?:`|\$\{|$)/y;
const REGULAR = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
/** Behind these a slash begins a regular expression, and divides nothing. */
const BEFORE_REGULAR = /(?:^|[(,=:[!&|?{};+\-*%<>~^]|\b(?:return|typeof|case|in|of|do|else|void|delete|throw|new|yield|await))\s*$/;

/** The text without its comments and regular expressions, and without what stands in its strings, unless these are kept. */
export function codeOf(text: string, { keepsStrings = false } = {}): string {
  let code = "", at = 0;
  const braces: string[] = [];
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? null;
    at += found?.length ?? 0;
    return found;
  };
  const template = (): void => {
    const part = take(TEMPLATE)!, isOpen = part.endsWith("${");
    if (isOpen) braces.push("${");
    code += keepsStrings ? part : isOpen ? "${" : "`";
  };
  while (at < text.length) {
    const plain = take(PLAIN), string = plain === null ? take(STRING) : null;
    if (plain !== null) code += plain;
    else if (string !== null) code += keepsStrings ? string : '""';
    else if (take(COMMENT) !== null) code += " ";
    else if (text[at] !== "/" || !BEFORE_REGULAR.test(code.slice(-20)) || take(REGULAR) === null) {
      const mark = text[at++]!;
      code += mark;
      if (mark === "{") braces.push(mark);
      if (mark === "`" || (mark === "}" && braces.pop() === "${")) template();
    }
  }
  return code;
}
