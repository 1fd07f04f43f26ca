import type { OperatedSpecs } from '../../../src/spec/coverage';
import type { TriedOf } from './perturbation';
import { systemOf } from './tried-environment';

const ACCOUNT = 'arn:aws:kms:us-east-1:123456789012:key';
const KEY = `${ACCOUNT}/00000000-0000-0000-0000-000000000000`;
const OTHER_KEY = `${ACCOUNT}/00000000-0000-0000-0000-000000000001`;
const route = { gateway: 'public', port: 'http', host: 'a.ml.example.com' };
const why = 'it asks for the weather';
const jwt = {
  kind: 'jwt',
  issuer: 'https://login.example.com/',
  keysUrl: 'https://login.example.com/.well-known/jwks.json',
} as const;
const LOGIN = 'https://login.example.com';
const POOL = 'arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1';
const oidc = {
  kind: 'oidc',
  issuer: LOGIN,
  authorizationEndpoint: `${LOGIN}/authorize`,
  tokenEndpoint: `${LOGIN}/token`,
  userInfoEndpoint: `${LOGIN}/userinfo`,
  clientId: 'tried',
  clientSecret: { secretsManager: 'tried/a' },
} as const;
const cognito = { kind: 'cognito', userPoolArn: `${POOL}_A`, clientId: 'tried', domain: 'tried' } as const;
const bucket = { kind: 'bucket', bucket: 'example-data', actions: ['read'] };
const table = { kind: 'table', table: 'features', actions: ['read'] };
const canary = { strategy: 'canary' };
const linear = { strategy: 'linear' };

/** What AWS does of a system, and a laptop does not. */
export const operated: TriedOf<OperatedSpecs> = {
  slo: {
    system: (said) =>
      systemOf(
        { slo: said, routes: [route], access: [{ kind: 'queue', queue: 'work', actions: ['consume'] }] },
        { queues: { work: {} } },
      ),
    fields: {
      errorPercent: { to: 2 },
      latency: { to: { percentile: 95, seconds: 0.25 } },
      unhealthyReplicas: { to: 1 },
      queueSeconds: { to: 60 },
      minutes: { to: 10 },
      untold: { to: ['queue'] },
    },
  },
  access: {
    system: (said) => systemOf({ access: [said] }, { queues: { work: {}, more: {} } }),
    fields: {
      bucket: { from: 'example-data', to: 'example-models', beside: bucket },
      prefix: { to: 'daily/', beside: bucket },
      table: { from: 'features', to: 'clicks', beside: table },
      indexes: { to: ['by-device'], beside: table },
      queue: { from: 'work', to: 'more', beside: { kind: 'queue', actions: ['publish'] } },
      secret: { from: 'tried/a', to: 'tried/b', beside: { kind: 'secret' } },
      keyArn: { from: KEY, to: OTHER_KEY, beside: { kind: 'key', actions: ['read'] } },
      actions: { from: ['read'], to: ['read', 'write'], beside: bucket },
      kmsKeyArn: { to: KEY, beside: bucket },
      why: {
        from: 'every table of the team',
        to: 'all that the team has',
        beside: { ...table, table: 'features-*' },
      },
    },
  },
  alarms: {
    system: (said) => systemOf({ alarms: said, routes: [route] }),
    fields: {
      errorPercent: { to: 2 },
      latency: { to: { percentile: 99, seconds: 0.25 } },
      unhealthyReplicas: { to: 1 },
      cpuPercent: { to: 90 },
      memoryPercent: { to: 90 },
      names: { to: ['somebody-elses'] },
    },
  },
  auth: {
    system: (said) => systemOf({ routes: [{ ...route, auth: { ...('kind' in said ? {} : jwt), ...said } }] }),
    fields: {
      issuer: { from: 'https://login.example.com/', to: 'https://login.example.org/' },
      keysUrl: { from: 'https://login.example.com/a', to: 'https://login.example.com/b' },
      claims: { to: { scope: { values: ['bid'] } } },
      authorizationEndpoint: { from: `${LOGIN}/authorize`, to: `${LOGIN}/begin`, beside: oidc },
      tokenEndpoint: { from: `${LOGIN}/token`, to: `${LOGIN}/tokens`, beside: oidc },
      userInfoEndpoint: { from: `${LOGIN}/userinfo`, to: `${LOGIN}/me`, beside: oidc },
      clientId: { from: 'tried', to: 'other', beside: oidc },
      clientSecret: { from: { secretsManager: 'tried/a' }, to: { parameter: '/tried/b' }, beside: oidc },
      userPoolArn: { from: `${POOL}_A`, to: `${POOL}_B`, beside: cognito },
      domain: { from: 'tried', to: 'login.example.com', beside: cognito },
      scope: { to: 'openid email', beside: oidc },
      sessionCookie: { to: 'tried', beside: oidc },
      sessionSeconds: { to: 3600, beside: cognito },
      onUnauthenticated: { to: 'deny', beside: oidc },
    },
  },
  backups: {
    system: (said) =>
      systemOf(
        { mounts: [{ volume: 'files', path: '/files' }] },
        { volumes: { files: { kind: 'efs', backups: said } } },
      ),
    fields: {
      schedule: { to: '0 5 * * ? *' },
      retentionDays: { to: 60 },
      copyTo: { to: { vaultArn: 'arn:aws:backup:us-west-2:123456789012:backup-vault:copies' } },
    },
  },
  egress: {
    system: (said) => systemOf({ egress: [{ why, ...said }] }),
    fields: {
      cidr: { from: '203.0.113.0/24', to: '198.51.100.0/24', beside: { kind: 'cidr', ports: [443] } },
      prefixListId: {
        from: 'pl-0123456789abcdef0',
        to: 'pl-0123456789abcdef1',
        beside: { kind: 'prefix-list', ports: [443] },
      },
      securityGroupId: {
        from: 'sg-0123456789abcdef0',
        to: 'sg-0123456789abcdef1',
        beside: { kind: 'security-group', ports: [5432] },
      },
      service: { from: 'sqs', to: 's3', beside: { kind: 'aws-service' } },
      ports: { from: [443], to: [9092], beside: { kind: 'cidr', cidr: '203.0.113.0/24' } },
      why: { from: why, to: 'it asks for the time', beside: { kind: 'cidr', cidr: '203.0.113.0/24', ports: [443] } },
    },
  },
  imageFrom: {
    system: (said) =>
      systemOf({ image: undefined, imageFrom: { parameter: '/tried/a', repository: 'tried/a', ...said } }),
    fields: {
      parameter: { from: '/tried/a', to: '/tried/b' },
      repository: { from: 'tried/a', to: 'tried/b' },
    },
  },
  maxConcurrencyPerReplica: {
    system: (said) =>
      systemOf({
        allow: [],
        routes: [route],
        maxConcurrencyPerReplica: { image: { repository: 'mirror/agent', tag: '1' }, ...said },
      }),
    fields: {
      requests: { to: 4 },
      image: { from: { repository: 'mirror/agent', tag: '1' }, to: { repository: 'mirror/agent', tag: '2' } },
    },
  },
  placement: {
    system: (said) => systemOf({ placement: said }),
    fields: {
      spread: { to: ['host'] },
      pack: { to: 'cpu' },
      constraints: { to: [{ unique: 'host' }] },
    },
  },
  rollout: {
    system: (said) => systemOf({ rollout: said, routes: [route] }),
    fields: {
      strategy: { from: 'blue-green', to: 'canary' },
      minimumHealthyPercent: { to: 50, beside: { strategy: 'rolling' } },
      maximumPercent: { to: 150, beside: { strategy: 'rolling' } },
      percent: { to: 20, beside: canary },
      canaryBakeMinutes: { to: 20, beside: canary },
      stepPercent: { to: 25, beside: linear },
      stepBakeMinutes: { to: 20, beside: linear },
      bakeMinutes: { to: 20, beside: linear },
      testHeader: { to: { name: 'x-tried', value: 'next' }, beside: canary },
    },
  },
  telemetry: {
    system: (said) => systemOf({ telemetry: said }),
    fields: {
      traces: { to: { share: 0.5 }, beside: { prometheus: { port: 'http' } } },
      prometheus: { to: { port: 'admin' }, beside: { traces: {} } },
      image: { to: 'example/collector:1.0', beside: { traces: {} } },
      cpus: { to: 0.2, beside: { traces: {} } },
      memoryMiB: { to: 512, beside: { traces: {} } },
    },
  },
  scaling: {
    system: (said) =>
      systemOf(
        {
          replicas: { min: 2, max: 4 },
          routes: [route],
          access: [{ kind: 'queue', queue: 'work', actions: ['consume'] }],
          scaling: said,
        },
        { queues: { work: {} } },
      ),
    fields: {
      cpuPercent: { to: 50 },
      memoryPercent: { to: 70 },
      requestsPerReplica: { to: { perMinute: 600 } },
      latency: { to: { seconds: 0.5 }, beside: { cpuPercent: 60 } },
      metrics: { to: { lag: { namespace: 'Tried', metric: 'Lag', target: 100 } } },
      queueDelay: { to: { queue: 'work', acceptableSeconds: 600, processingSeconds: 30 } },
      schedules: { to: { evening: { cron: '0 18 * * ? *', min: 3 } } },
      cooldownSeconds: { to: { in: 600 } },
    },
  },
};
