/** The words of a command line as a shell splits them, quotes taken away; undefined where a quote is not closed. Nothing is expanded. */
export function shellWords(line: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let i = 0; i < line.length; i++) {
    const c = line[i] as string;
    if (quote === "'" ? c === "'" : quote === '"' && c === '"') quote = '';
    else if (c === '\\' && quote !== "'") {
      const next = line[++i];
      if (next === undefined) return undefined;
      word = (word ?? '') + (quote === '"' && !/["\\$`]/.test(next) ? `\\${next}` : next);
    } else if (quote !== '') word = (word ?? '') + c;
    else if (c === '"' || c === "'") {
      quote = c;
      word ??= '';
    } else if (/\s/.test(c)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + c;
  }
  if (quote !== '') return undefined;
  return word === undefined ? words : [...words, word];
}
