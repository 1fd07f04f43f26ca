import { UNSCOPABLE_ACTIONS } from '../../../src/identity/policy';
import type { EnvironmentInput } from '../../../src/spec/environment';
import { environments } from '../../../stacks/environments';
import { systems } from '../../../stacks/systems';
import { readDocument } from '../../support/builders/read-document';
import { synthPlatform } from '../../support/builders/synth-platform';
import type { SynthesizedStack } from '../../support/builders/synthesized-stack';
import { testSystem } from '../../support/builders/test-system';
import type { Arguments } from '../../support/shim';

type Stacks = Record<string, SynthesizedStack>;
const BOUNDARY = 'arn:aws:iam::123456789012:policy/boundary';

/** A host that mounts a volume, which no example has. */
const stateful = {
  ...testSystem({ index: { replicas: 1, rollout: 'recreate', mounts: [{ volume: 'index', path: '/data/index' }] } }),
  name: 'stateful',
  volumes: { index: { kind: 'ebs' as const, sizeGiB: 20 } },
};

const platform = (overrides: Partial<EnvironmentInput> = {}) =>
  synthPlatform({ ...environments.prod, ...overrides } as EnvironmentInput, [...systems, stateful]);
const resources = (stacks: Stacks) => Object.values(stacks).flatMap((stack) => stack.all());
const ofType = (stacks: Stacks, type: RegExp) => resources(stacks).filter((r) => type.test(r.type));
const example = platform();
/** All but the account, whose roles are of whoever deploys: these are tried in `test/stacks/ci-roles.test.ts`. */
const apart = ({ account: _account, ...stacks }: Stacks): Stacks => stacks;
const unprotected = platform({ protect: false });
/** Ends jobs that a budget has no money for, which the other does not. */
const dev = synthPlatform(environments.dev as EnvironmentInput, systems);

interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource?: string | string[];
  readonly Condition?: object;
}
interface Trust {
  readonly Principal: { readonly Service?: string; readonly AWS?: string };
  readonly Condition?: { readonly ArnLike?: object };
}
const listed = (value: string | string[] | undefined) => (value === undefined ? [] : [value].flat());
const statementsOf = (document: unknown) => (readDocument(document) as { Statement: Statement[] }).Statement;

describe('every role of a platform', () => {
  const iam = { permissionsBoundaryArn: BOUNDARY, path: '/ml/', tags: { team: 'ml' } };
  const bounded = platform({ iam });

  it('is under the boundary, the path and the tags of its environment', () => {
    const roles = ofType(apart(bounded), /^aws_iam_role$/);
    expect(roles).toHaveLength(ofType(apart(example), /^aws_iam_role$/).length);
    for (const { args } of roles)
      expect(args).toMatchObject({ permissions_boundary: BOUNDARY, path: '/ml/', tags: { team: 'ml' } });
    for (const { args } of ofType(bounded, /^aws_iam_instance_profile$/)) expect(args.path).toBe('/ml/');
  });

  it('can be taken on by one service each, but for those of people', () => {
    const trust = ofType(apart(example), /^aws_iam_role$/).flatMap(
      ({ args }) => statementsOf(args.assume_role_policy) as unknown as Trust[],
    );
    const people = trust.filter(({ Principal }) => Principal.Service === undefined);
    expect(people).toHaveLength(2);
    for (const { Principal, Condition } of people) {
      expect(Principal).toEqual({ AWS: 'arn:aws:iam::123456789012:root' });
      expect(Object.keys(Condition?.ArnLike ?? {})).toEqual(['aws:PrincipalArn']);
    }
    const principals = trust.flatMap(({ Principal }) => Principal.Service ?? []);
    expect(new Set(principals)).toEqual(
      new Set([
        'backup.amazonaws.com',
        'ec2.amazonaws.com',
        'ecs-tasks.amazonaws.com',
        'ecs.amazonaws.com',
        'firehose.amazonaws.com',
        'lambda.amazonaws.com',
        'logs.amazonaws.com',
        'scheduler.amazonaws.com',
        'states.amazonaws.com',
        'vpc-flow-logs.amazonaws.com',
      ]),
    );
  });

  it('is allowed on everything only what has no resource to name', () => {
    const policies = [example, dev].flatMap((stacks) => ofType(apart(stacks), /^aws_iam_(role_)?policy$/));
    const wide = policies.flatMap(({ args }) =>
      statementsOf(args.policy)
        .filter((s) => s.Effect === 'Allow' && listed(s.Resource).includes('*'))
        .flatMap((s) => listed(s.Action)),
    );
    expect(wide.filter((action) => UNSCOPABLE_ACTIONS[action] === undefined)).toEqual([]);
    // No example has a collector; what one may do is shown in telemetry.test.ts.
    const collectors = ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'];
    expect(new Set([...wide, ...collectors])).toEqual(new Set(Object.keys(UNSCOPABLE_ACTIONS)));
  });

  it('is allowed no action by a wildcard', () => {
    const actions = ofType(example, /^aws_iam_(role_)?policy$/).flatMap(({ args }) =>
      statementsOf(args.policy).flatMap((s) => listed(s.Action)),
    );
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
  });
});

describe("every other policy that says '*'", () => {
  it('is that of a key, which means itself, of an endpoint, closed to the account, or refuses', () => {
    // What expires in a repository is a policy by name alone.
    const others = resources(example).filter(
      (r) => typeof r.args.policy === 'string' && !/^aws_iam_|^aws_ecr_lifecycle_policy$/.test(r.type),
    );
    const wide = others.flatMap(({ type, args }) =>
      statementsOf(args.policy)
        .filter((s) => listed(s.Resource).includes('*') || listed(s.Action).some((a) => a.endsWith('*')))
        .map((s) => [type, s.Effect, s.Condition === undefined ? 'always' : 'on condition'].join(' ')),
    );
    expect(new Set(wide)).toEqual(
      new Set([
        'aws_efs_file_system_policy Deny on condition',
        'aws_kms_key Allow always',
        'aws_kms_key Allow on condition',
        'aws_s3_bucket_policy Deny on condition',
        'aws_sqs_queue Deny on condition',
        'aws_vpc_endpoint Allow on condition',
      ]),
    );
  });
});

describe('protection of an environment', () => {
  /** What can be destroyed or not by a word of its own, beside the lifecycle. */
  const WORDS: Readonly<Record<string, readonly [field: string, whenProtected: boolean]>> = {
    aws_cloudwatch_log_group: ['deletion_protection_enabled', true],
    aws_ecr_repository: ['force_delete', false],
    aws_lb: ['enable_deletion_protection', true],
    aws_s3_bucket: ['force_destroy', false],
  };
  const isKept = ({ args }: { args: Arguments }) => (args.lifecycle as Arguments | undefined)?.prevent_destroy === true;
  const markOf = ({ args }: { args: Arguments }) =>
    (args.tags as Record<string, string> | undefined)?.['stowage:protect'];

  it.each([true, false])('is %s in the lifecycle, in the tag and in the word of each resource alike', (protect) => {
    const stacks = protect ? example : unprotected;
    const marked = resources(stacks).filter((r) => markOf(r) !== undefined);
    expect(marked.map((r) => [r.path, markOf(r), isKept(r)])).toEqual(
      marked.map((r) => [r.path, String(protect), protect]),
    );
    expect(resources(stacks).filter((r) => isKept(r) && markOf(r) === undefined)).toEqual([]);
    for (const { type, args } of marked) {
      const [field, whenProtected] = WORDS[type] ?? [];
      if (field !== undefined) expect([type, args[field]]).toEqual([type, protect === whenProtected]);
    }
  });

  it('reaches everything that remembers or serves', () => {
    const kept = new Set(
      resources(example)
        .filter(isKept)
        .map((r) => r.type),
    );
    expect([...kept].sort()).toEqual([
      'aws_backup_vault',
      'aws_cloudwatch_log_group',
      'aws_ebs_volume',
      'aws_ecr_repository',
      'aws_ecs_cluster',
      'aws_ecs_service',
      'aws_efs_file_system',
      'aws_kms_key',
      'aws_lb',
      'aws_s3_bucket',
      'aws_service_discovery_http_namespace',
      'aws_sqs_queue',
      'aws_vpc',
    ]);
  });

  it('changes no address', () => {
    const addresses = (stacks: Stacks) => Object.values(stacks).map((stack) => stack.addresses);
    expect(addresses(unprotected)).toEqual(addresses(example));
  });
});

describe('every task of a platform', () => {
  it('holds nothing that is null', () => {
    const holes = (value: unknown, path: string): string[] => {
      if (value === null || value === undefined) return [path];
      return typeof value === 'object' ? Object.entries(value).flatMap(([key, v]) => holes(v, `${path}.${key}`)) : [];
    };
    const tasks = ofType(example, /^aws_ecs_task_definition$/);
    expect(tasks).toHaveLength(11);
    for (const { path, args } of tasks) expect(holes(readDocument(args.container_definitions), path)).toEqual([]);
  });

  it('keeps its root closed, drops all capabilities and is not root', () => {
    for (const { args } of ofType(example, /^aws_ecs_task_definition$/))
      for (const container of readDocument(args.container_definitions) as Arguments[])
        expect(container).toMatchObject({
          user: '1000:1000',
          readonlyRootFilesystem: true,
          linuxParameters: { capabilities: { drop: ['ALL'] } },
        });
  });
});
