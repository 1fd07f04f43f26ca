/**
 * The document in a `${jsonencode(...)}` as cdktf writes it: JSON, but for ` = ` between key and value and bare references as values,
 * which become templates. Undefined for any other text.
 */
export function documentOf(text: string): unknown {
  const [, expression] = /^\$\{jsonencode\((.*)\)\}$/s.exec(text) ?? [];
  if (expression === undefined) return undefined;
  // Every second part is a string with its quotes, in which nothing is to be changed.
  const parts = expression.split(/("(?:[^"\\]|\\.)*")/s);
  return JSON.parse(parts.map((part, i) => (i % 2 === 1 ? part : outside(part))).join(''));
}

function outside(part: string): string {
  return part.replaceAll(' = ', ':').replace(/\b[a-z]\w*(?:\.[\w-]+)+/g, (reference) => `"\${${reference}}"`);
}
