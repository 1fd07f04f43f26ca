import { jobQueries, SAVED_QUERIES, type SavedQuery, serviceQueries } from '../../../src/watch/saved-queries';

/** Commands of the language that are used (CloudWatch Logs user guide, "CloudWatch Logs Insights language query syntax", 2026-11). */
const COMMANDS = ['fields', 'filter', 'limit', 'parse', 'sort', 'stats'];

const commands = ({ text }: SavedQuery) => text.split('\n| ');
const all = [...serviceQueries(0.5), ...jobQueries()];

/** What a query of ours does with lines of a log: the parts of the language that it uses. Undefined where it leaves a line out. */
function seconds(line: string): number | undefined {
  const slow = serviceQueries(0.5).find(({ key }) => key === 'slow') as SavedQuery;
  const found: Record<string, number> = {};
  for (const command of commands(slow)) {
    const pattern = /^parse @message \/(.*)\/$/.exec(command)?.[1];
    const groups = pattern === undefined ? undefined : new RegExp(pattern).exec(line)?.groups;
    for (const [name, text] of Object.entries(groups ?? {})) found[name] = Number(text);
  }
  const { tookMs, fieldMs, tookSeconds } = found;
  const took = tookMs !== undefined ? tookMs / 1000 : fieldMs !== undefined ? fieldMs / 1000 : tookSeconds;
  return took !== undefined && took > 0.5 ? took : undefined;
}

describe('saved queries', () => {
  it('are of each service three and of each job two, each with a name of its own', () => {
    expect(serviceQueries(1).map(({ key }) => key)).toEqual(['errors', 'slow', 'starts']);
    expect(jobQueries().map(({ key }) => key)).toEqual(['errors', 'starts']);
    expect(SAVED_QUERIES).toEqual({ service: 3, job: 2 });
  });

  it('are made of commands of the language, end in a limit, and are no longer than AWS takes', () => {
    for (const query of all) {
      expect(
        commands(query)
          .map((command) => command.split(' ')[0])
          .filter((word) => !COMMANDS.includes(word ?? '')),
      ).toEqual([]);
      expect(commands(query).at(-1)).toMatch(/^limit \d+$/);
      expect(query.text.length).toBeLessThanOrEqual(10_000);
    }
  });

  it('have patterns that are read as they are meant, in which only what is looked for has a name', () => {
    for (const query of all)
      for (const command of commands(query)) {
        const pattern = /^(?:parse|filter) @message (?:like )?\/(.*)\/$/.exec(command)?.[1];
        if (pattern === undefined) continue;
        expect(() => new RegExp(pattern.replace('(?i)', ''))).not.toThrow();
        if (command.startsWith('parse')) expect(pattern.match(/\((?!\?)/g)).toBeNull();
      }
  });

  it('find slow requests however their time is written, in seconds', () => {
    expect(seconds('GET /v1 200 620 ms')).toBe(0.62);
    expect(seconds('{"path":"/v1","duration_ms":1200.5}')).toBe(1.2005);
    expect(seconds('answered in 2.5s')).toBe(2.5);
    expect(seconds('GET /v1 200 20ms')).toBeUndefined();
    expect(seconds('nothing of the kind')).toBeUndefined();
    const slow = (limit: number) => serviceQueries(limit).find(({ key }) => key === 'slow')?.text;
    expect(slow(0.25)).toContain('filter seconds > 0.25');
  });

  it('find errors of all kinds, and no other line', () => {
    const pattern = /filter @message like \/\(\?i\)(.*)\//.exec(all[0]?.text ?? '')?.[1] ?? '';
    const wrong = new RegExp(pattern, 'i');
    for (const line of [
      'ERROR: no model',
      '{"level":"fatal"}',
      'Traceback (most recent call last):',
      'goroutine panic',
    ])
      expect([line, wrong.test(line)]).toEqual([line, true]);
    expect(wrong.test('GET /v1 200')).toBe(false);
  });
});
