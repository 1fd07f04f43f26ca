import fc from 'fast-check';
import { renderProblem } from '../../../src/errors';
import { KEPT_TYPES } from '../../../src/identity/keep-policy';
import { checkProtected } from '../../../src/preview/check-protected';
import { parsePlan } from '../../../src/preview/plan-json';
import { planJson } from './planned';

const check = (...changes: object[]) => checkProtected(parsePlan('Plan', planJson(changes as never[])));
const KEPT = { 'stowage:protect': 'true', Name: 'prod-ads-index' };

interface Done {
  readonly actions: readonly string[];
  readonly tags?: unknown;
  readonly type?: string;
  readonly mode?: string;
  /** What Terraform says beside the actions. */
  readonly change?: object;
  readonly more?: object;
}

function done({ actions, tags = KEPT, type = 'aws_ebs_volume', mode = 'managed', change = {}, more = {} }: Done) {
  const before = actions.includes('create') && actions.length === 1 ? null : { id: 'vol-1', tags };
  const after = actions.includes('delete') && actions.length === 1 ? null : { tags };
  return { address: `${type}.x`, mode, type, change: { actions, before, after, ...change }, ...more };
}

describe('what is protected, in a plan', () => {
  it('is refused to be replaced, with the attributes that would do it and the way back', () => {
    const replace_paths = [['availability_zone'], ['ebs', 0, 'size']];
    const problems = check(done({ actions: ['delete', 'create'], change: { replace_paths } }));
    expect(problems.map(renderProblem)).toEqual([
      "aws_ebs_volume.x is 'prod-ads-index', which is protected, and would be replaced because of availability_zone, ebs.0.size; do not apply this plan; put availability_zone, ebs.0.size back, or let it go first, in a deploy of its own: gone: { decision: 'delete', who, why } in retained.json for what is in there (README, Store), protect: false of its environment for the rest [DestroysProtected]",
    ]);
  });

  it('is refused to be destroyed, with the reason that Terraform has', () => {
    const more = { action_reason: 'delete_because_no_resource_config' };
    expect(check(done({ actions: ['delete'], more }))).toMatchObject([
      {
        field: 'aws_ebs_volume.x',
        problem: "is 'prod-ads-index', which is protected, and would be destroyed (delete_because_no_resource_config)",
        fix: expect.stringContaining('put it back into the configuration, or let it go first'),
      },
    ]);
    expect(check(done({ actions: ['delete'] }))[0]?.problem).toMatch(/ would be destroyed$/);
  });

  it('is refused to be replaced because somebody asked for it, whichever is made first', () => {
    const more = { action_reason: 'replace_by_request' };
    const [problem, ...rest] = check(done({ actions: ['create', 'delete'], more }));
    expect(rest).toEqual([]);
    expect(problem?.problem).toContain('would be replaced (replace_by_request)');
    expect(problem?.fix).toContain('plan again without asking for its replacement');
  });

  it('is known by its tag, or else by the name or the id that AWS has', () => {
    const named = (before: object) => {
      const change = { actions: ['delete'], before, after: null };
      return check({ address: 'aws_sqs_queue.x', mode: 'managed', type: 'aws_sqs_queue', change })[0]?.problem;
    };
    const tags = { 'stowage:protect': 'true' };
    expect(named({ name: 'jobs', id: 'q', tags, tags_all: { ...tags, Name: 'all' } })).toContain("is 'all',");
    expect(named({ name: 'jobs', id: 'q', tags })).toContain("is 'jobs',");
    expect(named({ name: '', id: 'q', tags })).toContain("is 'q',");
    expect(named({ tags_all: tags })).toContain('is something,');
  });

  it.each<[string, Done]>([
    ['stays', { actions: ['no-op'] }],
    ['changes', { actions: ['update'], change: { after: { tags: { 'stowage:protect': 'false' } } } }],
    ['comes to be', { actions: ['create'], change: { after: { tags: KEPT } } }],
    ['is forgotten, and stays in AWS', { actions: ['forget'] }],
    ['is forgotten, and another is made', { actions: ['create', 'forget'] }],
    ['is only read', { actions: ['delete'], mode: 'data' }],
  ])('is as asked for where it %s', (_, change) => {
    expect(check(done(change))).toEqual([]);
  });

  it('may go once its protection was lifted in a deploy before, and what never had any may too', () => {
    for (const tags of [{ ...KEPT, 'stowage:protect': 'false' }, { Name: 'cache' }, {}, null, 'true'])
      for (const actions of [['delete'], ['delete', 'create']]) expect(check(done({ actions, tags }))).toEqual([]);
  });

  it('is refused to go in the same plan that lifts its protection', () => {
    const change = { after: { tags: { 'stowage:protect': 'false' } }, replace_paths: [['deployment_type']] };
    expect(check(done({ actions: ['delete', 'create'], change }))).toHaveLength(1);
  });

  it('is found in any mix of changes, of any type, exactly where it is deleted', () => {
    const actions = fc.constantFrom(
      ['no-op'],
      ['update'],
      ['delete'],
      ['delete', 'create'],
      ['create', 'delete'],
      ['forget'],
    );
    const type = fc.constantFrom(...Object.keys(KEPT_TYPES), 'aws_of_tomorrow');
    const side = fc.constantFrom({ 'stowage:protect': 'true' }, { 'stowage:protect': 'false' }, {}, undefined);
    fc.assert(
      fc.property(fc.array(fc.record({ actions, type, tags: side, tags_all: side })), (all) => {
        const changes = all.map((one, i) => ({
          address: `${one.type}.x${i}`,
          mode: 'managed',
          type: one.type,
          change: { actions: one.actions, before: { tags: one.tags, tags_all: one.tags_all }, after: null },
        }));
        const isKept = ({ tags, tags_all }: (typeof all)[number]) =>
          JSON.stringify([tags, tags_all]).includes('"stowage:protect":"true"');
        const expected = changes.filter((_, i) => {
          const one = all[i];
          return one !== undefined && isKept(one) && JSON.stringify(one.actions).includes('delete');
        });
        expect(check(...changes).map(({ field }) => field)).toEqual(expected.map(({ address }) => address));
      }),
    );
  });
});
