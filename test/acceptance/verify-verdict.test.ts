import type { Tally } from '../support/random/random-platforms';
import { DROPPED } from './verify-dropped';
import { type Findings, failuresOf } from './verify-verdict';

const tally = (drawn: number, rejected: number): Tally => ({
  drawn,
  rejected,
  codes: rejected === 0 ? {} : { TaskExceedsCpu: rejected },
});
const good: Findings = {
  examples: [{ stack: 'dev-ads', resources: 3, seconds: 1, warnings: [], types: [] }],
  random: {
    sample: { platforms: [], environments: tally(10, 1), systems: tally(10, 0) },
    coverage: { fields: [], pairs: {}, gaps: [] },
    planned: [{ stack: 'random-systems-1', resources: 3, seconds: 1, warnings: [], types: [] }],
    dropped: [],
    failures: [],
  },
  dropped: Object.keys(DROPPED).map((kind) => kind.replace('.', '.Name_1.')),
  stub: { seen: { 'sts.GetCallerIdentity': 2 }, refused: [] },
};
const withRandom = (change: Partial<Findings['random']>): Findings => ({
  ...good,
  random: { ...good.random, ...change },
});

describe('failuresOf', () => {
  test('has nothing against a run in which all went well', () => {
    expect(failuresOf(good)).toEqual([]);
  });

  test.each<[string, Findings, RegExp]>([
    [
      'a plan that fails',
      { ...good, examples: [{ ...good.examples[0]!, error: 'Error: no' }] },
      /^dev-ads: Error: no$/,
    ],
    ['a random spec that cannot be planned', withRandom({ failures: ['Error: no\n{}'] }), /^Error: no/],
    [
      'a field that is hardly ever said',
      withRandom({ coverage: { fields: [], pairs: {}, gaps: ['field x'] } }),
      /^field x$/,
    ],
    [
      'a generator that guesses',
      withRandom({ sample: { ...good.random.sample, systems: tally(10, 2) } }),
      /refused 2 of 10 .*TaskExceedsCpu/,
    ],
    [
      'what the shim left out and nobody reviewed',
      { ...good, dropped: [...good.dropped, 'aws_lb.L_1.shiny'] },
      /^aws_lb\.shiny/,
    ],
    [
      'a plan that reads AWS',
      { ...good, stub: { ...good.stub, refused: ['ec2.DescribeVpcs', 'ec2.DescribeVpcs'] } },
      /^a plan called ec2\.DescribeVpcs/,
    ],
    [
      'an account that nobody asked for',
      { ...good, stub: { seen: { 'sts.GetCallerIdentity': 1 }, refused: [] } },
      /^only 1 of 2 stacks .* guard is off$/,
    ],
  ])('tells of %s', (_what, findings, text) => {
    expect(failuresOf(findings)).toEqual([expect.stringMatching(text)]);
  });
});
