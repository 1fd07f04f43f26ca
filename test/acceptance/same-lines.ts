/** Throws with the lines that only one of the two has. */
export function sameLines(what: string, observed: readonly string[], expected: readonly string[]): void {
  const unexpected = lacking(observed, expected).map((line) => `unexpected: ${line}`);
  const missing = lacking(expected, observed).map((line) => `missing:    ${line}`);
  const differences = [...unexpected, ...missing];
  if (differences.length > 0) throw new Error(`${what}\n${differences.join('\n')}`);
}

/** Lines of one list that another lacks, each as often as it is lacking. */
function lacking(lines: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return lines.filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
