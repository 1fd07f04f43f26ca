import type { EnvironmentInput } from '../../src/spec/environment';
import { environments } from '../../stacks/environments';
import { EMULATOR_ACCOUNT } from '../support/emulator';

/** What must exist before the first apply, as in an account of one's own. */
export interface Given {
  /** An imported certificate. */
  readonly certificateArn: string;
  /** A hosted zone for `DOMAIN`. */
  readonly zoneId: string;
}

export const DOMAIN = 'ml.example.com';

/**
 * The environment that is applied: the smallest example with every kind of gateway, an imported certificate and one proved by DNS,
 * interface endpoints, and all that an account has.
 */
export function trialEnvironment({ certificateArn, zoneId }: Given, protect: boolean): EnvironmentInput {
  const domain = { zoneId, name: DOMAIN };
  return {
    ...environments.dev,
    account: EMULATOR_ACCOUNT,
    name: 'trial',
    protect,
    logs: { archive: {} },
    accountSettings: {
      ...environments.dev.accountSettings,
      serviceLinkedRoles: ['ecs'],
      identityProviders: [{ url: 'https://token.actions.example.com' }],
    },
    registry: { readers: ['210987654321'], pullThrough: { public: { upstream: 'public.ecr.aws' } } },
    iam: { ...environments.dev.iam, path: '/stowage/', tags: { 'cost-center': 'ml' } },
    network: {
      cidr: '10.40.0.0/16',
      nat: 'single',
      endpoints: ['ecr.api', 'kms', 'logs', 'sqs', 'ssmmessages', 'xray'],
    },
    gateways: {
      public: {
        kind: 'application',
        scheme: 'internet-facing',
        clients: ['198.51.100.0/24', '0.0.0.0/0'],
        certificateArn,
        outboundHttps: { why: 'the keys of token issuers' },
        domain,
      },
      internal: { kind: 'application', plainHttp: { why: 'inside the network only, while this is tried' } },
      direct: { kind: 'network', scheme: 'internet-facing', clients: ['203.0.113.0/24'], domain },
    },
  };
}
