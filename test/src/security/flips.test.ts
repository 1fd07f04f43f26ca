import { UNSCOPABLE_ACTIONS } from '../../../src/identity/policy';
import { type Finding, judge } from '../../../src/security/judge';
import { type CodeStack, readCode } from '../../../src/security/read-code';
import { RULES } from '../../../src/security/rules';
import { documentIn, leavesOf, pathsOf, placesOf, put, REMOVED, valueAtPath } from './support/edit';
import { FLIPS, type Flip, KEEPERS } from './support/flips';
import { INDIFFERENT, indifferent } from './support/indifferent';
import { goodPlatform } from './support/platform';

const keyOf = ({ rule, stack, address, key, says }: Finding) => [rule, stack, address, key, says].join(' | ');
const openIn = (stacks: readonly CodeStack[], rules = RULES) =>
  judge(readCode(stacks), rules).findings.filter((one) => one.declared === undefined);
const good = goodPlatform();
const before = new Set(openIn(good).map(keyOf));
const caught = new Set<string>();

/** Rules that find something only after a change, without a reason. @param only the rule that is asked: asking all takes longer. */
function noticed(change: (stacks: CodeStack[]) => void, only?: string): string[] {
  const stacks = goodPlatform();
  change(stacks);
  const asked = only === undefined ? RULES : RULES.filter(({ id }) => id === only);
  const rules = openIn(stacks, asked)
    .filter((one) => !before.has(keyOf(one)))
    .map(({ rule }) => rule);
  for (const rule of rules) caught.add(rule);
  return [...new Set(rules)];
}

const same = (place: { stack: string; type: string; name: string }) => (stacks: readonly CodeStack[]) =>
  placesOf(stacks, place.type).find(({ stack, name }) => stack === place.stack && name === place.name)?.body as object;

describe('a good platform', () => {
  it('has nothing that nobody gives a reason for', () => {
    expect([...before]).toEqual([]);
  });
});

describe('a secure default that is undone', () => {
  const placesFor = ({ type, path, to, of }: Flip) =>
    placesOf(good, type)
      .filter(({ name }) => of === undefined || of.test(name))
      .flatMap((place) =>
        pathsOf(place.body, path.split('.'))
          .filter((at) => {
            const value = valueAtPath(place.body, at);
            return to === REMOVED ? value !== undefined : JSON.stringify(value) !== JSON.stringify(to);
          })
          .map((at) => ({ place, at })),
      );

  it.each(FLIPS.map((flip) => [`${flip.rule}: ${flip.type} ${flip.path} -> ${describeTo(flip.to)}`, flip] as const))(
    '%s',
    (_, flip) => {
      const places = placesFor(flip);
      expect(places).not.toEqual([]);
      const missed = places.filter(({ place, at }) => {
        const rules = noticed((stacks) => expect(put(same(place)(stacks), at, flip.to)).toBe(true), flip.rule);
        return !rules.includes(flip.rule);
      });
      expect(missed.map(({ place, at }) => `${place.name}.${at.join('.')}`)).toEqual([]);
    },
  );
});

function describeTo(to: unknown): string {
  return to === REMOVED ? 'nothing' : (JSON.stringify(to) ?? '').slice(0, 60);
}

describe('a keeper that is taken away', () => {
  it.each(Object.entries(KEEPERS))('%s is missed by %s', (type, rule) => {
    const places = placesOf(good, type);
    expect(places).not.toEqual([]);
    for (const place of places) {
      const rules = noticed((stacks) => {
        const stack = stacks.find(({ name }) => name === place.stack)?.document as { resource: Record<string, object> };
        delete (stack.resource[type] as Record<string, unknown>)[place.name];
      }, rule);
      expect([place.name, rules]).toEqual([place.name, expect.arrayContaining([rule])]);
    }
  });
});

describe('a boolean', () => {
  const booleans = placesOf(good).flatMap((place) =>
    leavesOf(place.body)
      .filter(([, value]) => typeof value === 'boolean' || value === 'true' || value === 'false')
      .map(([path, value]) => ({
        place,
        path,
        value,
        kind: `${place.type} ${path.map((key) => (/^\d+$/.test(key) ? '*' : key)).join('.')}`,
      })),
  );
  const kinds = [...new Map(booleans.map((one) => [one.kind, one])).values()];

  it.each(kinds.map((one) => [one.kind, one] as const))(
    'of %s is noticed when it turns, or is known not to matter',
    (kind, one) => {
      const turned = typeof one.value === 'boolean' ? !one.value : one.value === 'true' ? 'false' : 'true';
      const rules = noticed((stacks) => put(same(one.place)(stacks), one.path, turned));
      expect([kind, rules.length > 0]).toEqual([kind, indifferent(kind) === undefined]);
    },
  );

  it('is known not to matter for reasons that are all needed', () => {
    const needed = new Set(kinds.map(({ kind }) => indifferent(kind)));
    expect(INDIFFERENT.filter((row) => !needed.has(row)).map(([, why]) => why)).toEqual([]);
  });
});

describe('a rule that lets somebody in', () => {
  const ranges = [
    { cidr_ipv4: '0.0.0.0/0' },
    { cidr_ipv4: '0.0.0.0/1' },
    { cidr_ipv4: '128.0.0.0/1' },
    { cidr_ipv4: '10.0.0.0/7' },
    { cidr_ipv4: '8.8.8.8/32' },
    { cidr_ipv6: '::/0' },
    { cidr_ipv6: '2000::/3' },
    { cidr_ipv4: '0.0.0.0/0', ip_protocol: '-1', from_port: undefined, to_port: undefined },
    { cidr_ipv4: 'anything' },
  ];
  const rules = placesOf(good, 'aws_vpc_security_group_ingress_rule').filter(
    ({ body }) => body.cidr_ipv4 !== '0.0.0.0/0',
  );

  it.each(ranges.map((range) => [JSON.stringify(range), range] as const))('is noticed as %s', (_, range) => {
    expect(rules.length).toBeGreaterThan(5);
    // Each notation is tried on every fourth of them: there are many, and one code reads them.
    for (const place of rules.filter((_, i) => i % 4 === ranges.indexOf(range) % 4)) {
      const found = noticed((stacks) => {
        const body = same(place)(stacks) as Record<string, unknown>;
        for (const key of ['referenced_security_group_id', 'prefix_list_id', 'cidr_ipv4']) delete body[key];
        Object.assign(body, range);
      }, 'MLP-NET-1');
      expect([place.name, found]).toEqual([place.name, expect.arrayContaining(['MLP-NET-1'])]);
    }
  });

  it.each([
    ['every port', { ip_protocol: '-1' }],
    ['SSH', { from_port: 22, to_port: 22 }],
    ['a range around what is served', { from_port: 80, to_port: 443 }],
    ['another protocol', { ip_protocol: 'udp' }],
  ])('to a public gateway is noticed for %s', (_, change) => {
    const open = placesOf(good, 'aws_vpc_security_group_ingress_rule').filter(
      ({ body }) => body.cidr_ipv4 === '0.0.0.0/0',
    );
    expect(open).toHaveLength(2);
    for (const place of open)
      expect(noticed((stacks) => Object.assign(same(place)(stacks), change))).toContain('MLP-NET-1');
  });
});

interface Said {
  Effect: string;
  Action: string | string[];
  Resource?: string | string[];
  Principal?: unknown;
  Condition?: unknown;
}

describe('a policy that is widened', () => {
  const documents = placesOf(good).flatMap((place) =>
    Object.entries(place.body).flatMap(([attribute, value]) => {
      const document = typeof value === 'string' ? documentIn(value) : undefined;
      const statements = (document as { Statement?: Said[] } | undefined)?.Statement ?? [];
      return statements.map((statement, i) => ({ place, at: [attribute, 'Statement', String(i)], statement }));
    }),
  );
  const identity = documents.filter(
    ({ place, statement }) => /^aws_iam_(role_)?policy$/.test(place.type) && statement.Effect === 'Allow',
  );
  const ofResources = documents.filter(
    ({ place, statement }) => !/^aws_iam_/.test(place.type) && statement.Effect === 'Allow',
  );
  const change = ({ place, at }: (typeof documents)[number], key: string, value: unknown, rule: string) =>
    noticed((stacks) => put(same(place)(stacks), [...at, key], value), rule);

  it('has as many statements to widen as there are', () => {
    expect(identity.length).toBeGreaterThan(50);
    expect(ofResources.length).toBeGreaterThan(5);
  });

  it('to every action of an identity is noticed, and to every one of a service', () => {
    for (const one of identity) {
      const service = [one.statement.Action].flat()[0]?.split(':')[0];
      expect([one.place.name, change(one, 'Action', '*', 'MLP-IAM-1')]).toEqual([
        one.place.name,
        expect.arrayContaining(['MLP-IAM-1']),
      ]);
      expect([one.place.name, change(one, 'Action', `${service}:*`, 'MLP-IAM-1')]).toEqual([
        one.place.name,
        expect.arrayContaining(['MLP-IAM-1']),
      ]);
    }
  });

  it('to every resource of an identity is noticed, where there is one to name', () => {
    const named = identity.filter(
      ({ statement }) =>
        !JSON.stringify(statement.Resource).includes('"*"') &&
        !/ResourceTag|ecs:cluster/.test(JSON.stringify(statement.Condition ?? '')) &&
        ![statement.Action].flat().every((action) => UNSCOPABLE_ACTIONS[action] !== undefined),
    );
    expect(named.length).toBeGreaterThan(40);
    for (const one of named)
      expect([one.place.name, change(one, 'Resource', '*', 'MLP-IAM-2')]).toEqual([
        one.place.name,
        expect.arrayContaining(['MLP-IAM-2']),
      ]);
  });

  it('to everybody is noticed, of every resource', () => {
    for (const one of ofResources) {
      const rules = noticed((stacks) => {
        put(same(one.place)(stacks), [...one.at, 'Principal'], '*');
        put(same(one.place)(stacks), [...one.at, 'Condition'], REMOVED);
        put(same(one.place)(stacks), [...one.at, 'Resource'], '*');
      });
      const rule = one.place.type === 'aws_vpc_endpoint' ? 'MLP-NET-8' : 'MLP-POL-1';
      expect([one.place.name, rules]).toEqual([one.place.name, expect.arrayContaining([rule])]);
    }
  });
});

describe('what belongs to two places', () => {
  it('is noticed where a task runs with the role that starts it', () => {
    const tasks = placesOf(good, 'aws_ecs_task_definition');
    expect(tasks.length).toBeGreaterThan(5);
    for (const place of tasks)
      expect([
        place.name,
        noticed((stacks) => {
          const body = same(place)(stacks) as Record<string, unknown>;
          body.task_role_arn = body.execution_role_arn;
        }, 'MLP-CON-11'),
      ]).toEqual([place.name, ['MLP-CON-11']]);
  });

  it.each(['encrypt', 'use_lockfile'])('is noticed where a state says no %s', (key) => {
    const states = good.filter(({ document }) => backendOf(document) !== undefined).map(({ name }) => name);
    expect(states.length).toBeGreaterThan(5);
    for (const state of states)
      expect([
        state,
        noticed((stacks) => {
          const found = stacks.find(({ name }) => name === state);
          delete backendOf(found?.document)?.[key];
        }, 'MLP-STATE-1'),
      ]).toEqual([state, ['MLP-STATE-1']]);
  });
});

function backendOf(document: unknown): Record<string, unknown> | undefined {
  const { terraform } = document as { terraform?: { backend?: { s3?: Record<string, unknown> } } };
  return terraform?.backend?.s3;
}

describe('every rule', () => {
  it('has noticed something', () => {
    expect(RULES.map(({ id }) => id).filter((id) => !caught.has(id))).toEqual([]);
  });
});
