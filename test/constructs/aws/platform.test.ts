import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { LocalBackend, TerraformStack } from 'cdktf';
import { AwsPlatform, MlService } from '../../../constructs/aws';
import type { Contract } from '../../../src/spec/contract';
import { readDocument } from '../../support/builders/read-document';
import { refTo } from '../../support/builders/ref-to';
import { refusalOf } from '../../support/builders/refusal-of';
import { synthApp } from '../../support/builders/synth-app';
import { synthPlatform } from '../../support/builders/synth-platform';
import { synthStack } from '../../support/builders/synth-stack';
import { testContract } from '../../support/builders/test-contract';
import { testEnvironment } from '../../support/builders/test-environment';
import { testService } from '../../support/builders/test-service';
import { testSystem } from '../../support/builders/test-system';

const attach = (contract: unknown, use: (platform: AwsPlatform) => void = () => {}) =>
  synthStack((stack) => use(AwsPlatform.fromContract(stack, contract)));

describe('AwsPlatform', () => {
  describe('defaults', () => {
    it('is nothing but what is known of it', () => {
      const attached = attach(testContract(), (platform) => {
        expect(platform.contract).toEqual(testContract());
        expect(platform.app).toBe('main');
      });
      expect([attached.counts, attached.dataSources]).toEqual([{}, {}]);
    });

    it('knows its subnets by zone, in the order of zones', () => {
      attach(testContract(), (platform) => {
        const { private: ids } = platform.contract.network.subnets;
        expect(platform.privateSubnets()).toEqual([ids['us-east-1a'], ids['us-east-1b']]);
        expect(platform.privateSubnets(['us-east-1b', 'us-east-1a'])).toEqual([ids['us-east-1a'], ids['us-east-1b']]);
        expect(platform.privateSubnets(['us-east-1b'])).toEqual([ids['us-east-1b']]);
      });
    });
  });

  describe('options', () => {
    it('takes the contract as text has it: with nothing but JSON in it', () => {
      const parsed = JSON.parse(JSON.stringify(testContract())) as Contract;
      attach(parsed, (platform) => expect(platform.contract).toEqual(testContract()));
    });

    it('makes no record where a gateway has no domain', () => {
      expect(attach(testContract(), (platform) => platform.hostRecord('edge', 'a.example.com')).counts).toEqual({});
    });
  });

  describe('refuses', () => {
    it('a contract of another version or shape', () => {
      const { keys: _, ...rest } = testContract();
      expect(refusalOf(() => attach({ ...rest, version: 1, owner: 'ml' }))).toEqual({
        what: 'Contract',
        lines: [
          'version is 1; use 2 [InvalidValue]',
          'keys is missing; add an object: KMS keys. [MissingField]',
          expect.stringMatching(/^owner is not a field; .* \[UnknownField\]$/),
        ],
      });
    });

    it('fleets and gateways that it does not have', () => {
      expect(refusalOf(() => attach(testContract(), (p) => p.fleet('genral')))).toEqual({
        what: 'Platform',
        lines: ["fleets.genral does not exist; did you mean 'general'? [UnknownName]"],
      });
      expect(refusalOf(() => attach(testContract({ gateways: {} }), (p) => p.gateway('x'))).lines).toEqual([
        'gateways.x does not exist; known are none [UnknownName]',
      ]);
    });

    it('a zone without a subnet to run in, instead of leaving it out', () => {
      const { network, ...rest } = testContract();
      const { 'us-east-1b': _, ...some } = network.subnets.private;
      const contract = { ...rest, network: { ...network, subnets: { ...network.subnets, private: some } } };
      expect(refusalOf(() => attach(contract, (p) => p.privateSubnets())).lines).toEqual([
        'subnets.private.us-east-1b is missing; add a subnet to those of us-east-1a, or leave the zone out [MissingSubnets]',
      ]);
    });
  });

  describe('wiring', () => {
    it('has one peer for each gateway, however often it is asked', () => {
      attach(testContract(), (p) => expect(p.gateway('public')).toBe(p.gateway('public')));
    });

    it('makes a record once for a host', () => {
      const records = attach(testContract(), (platform) => {
        for (const host of ['a.ml.example.com', 'b.ml.example.com', 'A.ml.example.com'])
          platform.hostRecord('public', host);
      });
      expect(Object.keys(records.of('aws_route53_record'))).toEqual([
        'Host-public-a_ml_example_com',
        'Host-public-b_ml_example_com',
      ]);
    });
  });
});

describe('a second app, which knows nothing but the contract', () => {
  const contract = testContract();
  const { guest } = synthApp((app) => {
    const stack = new TerraformStack(app, 'guest');
    new LocalBackend(stack, { path: '/guests/terraform.tfstate' });
    new AwsProvider(stack, 'Aws', { region: 'us-east-1' });
    const text = JSON.stringify(contract);
    const platform = AwsPlatform.fromContract(stack, JSON.parse(text), { app: 'guest' });
    const service = (name: string, more: object = {}) =>
      new MlService(stack, name, { platform, system: 'lab', name, ...testService(more) });
    const ranker = service('ranker', { routes: [{ host: 'ranker.ml.example.com' }] });
    service('features').connections.allowFrom(ranker, 'rankers read features');
  }) as { guest: NonNullable<ReturnType<typeof synthApp>[string]> };

  it('adds services with a route and an edge, and reads nothing from AWS or from any state', () => {
    expect(guest.counts).toEqual({
      aws_cloudwatch_log_group: 2,
      // Of each that replicas fail over and over; errors of both; how slow and how healthy the routed one is.
      aws_cloudwatch_metric_alarm: 6,
      aws_cloudwatch_query_definition: 6,
      aws_ecs_service: 2,
      aws_ecs_task_definition: 2,
      aws_iam_role: 4,
      aws_iam_role_policy: 2,
      aws_lb_listener_rule: 1,
      aws_lb_target_group: 1,
      aws_route53_record: 1,
      aws_security_group: 2,
      aws_vpc_security_group_egress_rule: 2,
      aws_vpc_security_group_ingress_rule: 2,
      terraform_data: 1,
    });
    expect(guest.dataSources).toEqual({});
  });

  it('has rules in the range that gateways set aside for guests', () => {
    const { priorities } = contract.gateways.public as { priorities: Record<string, { from: number; to: number }> };
    const own = Number(guest.only('aws_lb_listener_rule').priority);
    expect(own).toBeGreaterThanOrEqual(priorities.guest?.from as number);
    expect(own).toBeLessThanOrEqual(priorities.guest?.to as number);
  });

  it('refers to the platform by concrete ids alone', () => {
    const references = new Set(JSON.stringify(guest.json).match(/\$\{[a-z_]+[.[]/g));
    expect([...references].filter((r) => !r.startsWith('${aws_'))).toEqual([]);
    expect(guest.at('aws_ecs_service', 'ranker/Service')).toMatchObject({ cluster: contract.cluster.arn });
  });

  it('opens the gateway to its service with rules of its own', () => {
    expect(guest.at('aws_vpc_security_group_egress_rule', 'ranker/Out-gateway-public-http')).toMatchObject({
      security_group_id: contract.gateways.public?.securityGroupId,
      referenced_security_group_id: refTo('aws_security_group', 'ranker/SecurityGroup'),
    });
  });

  it('wires its own edges as any app does', () => {
    const [main] = readDocument(guest.at('aws_ecs_task_definition', 'ranker/Task').container_definitions) as {
      environment: object[];
    }[];
    expect(main?.environment).toContainEqual({ name: 'FEATURES_URL', value: 'http://features.lab:8080' });
  });

  it('names nothing like the app of the foundation would', () => {
    const { 'test-ads': own } = synthPlatform(testEnvironment(), [testSystem({ ranker: {}, features: {} })]);
    const names = (stack: typeof guest) =>
      stack
        .all()
        // The name of an inline policy is its role's business.
        .filter(({ type }) => type !== 'aws_iam_role_policy')
        .flatMap(({ type, args }) => (typeof args.name === 'string' ? [`${type} ${args.name}`] : []));
    expect(names(guest).filter((name) => names(own as typeof guest).includes(name))).toEqual([]);
  });
});
