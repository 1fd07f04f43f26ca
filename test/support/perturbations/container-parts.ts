import type { Tried } from './perturbation';
import { systemOf } from './tried-environment';

const KEY = 'arn:aws:kms:us-east-1:123456789012:key/00000000-0000-0000-0000-000000000000';
const route = { gateway: 'public', port: 'http', host: 'a.ml.example.com' };
const liveness = { command: ['ok'] };

/** What containers say of themselves, and where requests to them come from. */
export const containerParts: Tried<
  'route' | 'listener' | 'health' | 'liveness' | 'readiness' | 'limits' | 'mount' | 'secret' | 'image'
> = {
  route: {
    system: (said) =>
      systemOf({
        routes: [
          { ...route, ...said },
          { ...route, host: 'z.ml.example.com', priority: 1200 },
        ],
      }),
    fields: {
      gateway: { from: 'public', to: 'second', beside: { host: undefined, path: '/v1/*' } },
      port: { from: 'http', to: 'admin' },
      host: { from: 'a.ml.example.com', to: 'b.ml.example.com' },
      path: { to: '/v1/*' },
      methods: { to: ['GET'] },
      headers: { to: { 'x-role': ['owner'] } },
      auth: {
        to: {
          kind: 'jwt',
          issuer: 'https://login.example.com/',
          keysUrl: 'https://login.example.com/.well-known/jwks.json',
        },
      },
      networks: { to: ['203.0.113.0/24'] },
      public: {
        from: { why: 'anybody may look at it' },
        to: { why: 'everybody may look at it' },
        beside: { gateway: 'open', host: 'a.ml.example.net' },
      },
      priority: { from: 1100, to: 1300 },
    },
  },
  listener: {
    system: (said) => systemOf({ listeners: [{ gateway: 'edge', port: 'raw', listenPort: 9000, ...said }] }),
    fields: {
      gateway: { from: 'edge', to: 'far' },
      port: { from: 'raw', to: 'rest' },
      listenPort: { from: 9000, to: 9100 },
      host: { to: 'a.tcp.example.com' },
      tls: { to: true },
    },
  },
  health: {
    system: (said) => systemOf({ health: said, routes: [route] }),
    fields: { liveness: { to: liveness }, readiness: { to: { path: '/ready' } } },
  },
  liveness: {
    system: (said) => systemOf({ health: { liveness: { ...liveness, ...said } } }),
    fields: {
      command: { from: ['ok'], to: ['fine'] },
      intervalSeconds: { to: 20 },
      timeoutSeconds: { to: 6 },
      retries: { to: 4 },
      startSeconds: { to: 60 },
    },
  },
  readiness: {
    system: (said) => systemOf({ health: { readiness: said }, routes: [route] }),
    fields: {
      path: { to: '/ready' },
      port: { to: 'admin' },
      codes: { to: '200-299' },
      intervalSeconds: { to: 20 },
      timeoutSeconds: { to: 6 },
      healthyThreshold: { to: 4 },
      unhealthyThreshold: { to: 4 },
      graceSeconds: { to: 90 },
    },
  },
  limits: {
    system: (said) => systemOf({ limits: said }),
    fields: {
      cpus: { to: 2 },
      memoryMiB: { to: 2048 },
      shmMiB: { to: 128 },
      ulimits: { to: { nofile: { soft: 1024, hard: 2048 } } },
    },
  },
  mount: {
    system: (said) =>
      systemOf(
        { mounts: [{ volume: 'files', path: '/files', ...said }] },
        {
          volumes: {
            files: { kind: 'efs' },
            others: { kind: 'efs' },
            cache: { kind: 'scratch', sizeGiB: 1 },
          },
        },
      ),
    fields: {
      volume: { from: 'files', to: 'others' },
      path: { from: '/files', to: '/data' },
      readOnly: { to: true },
      persistent: { to: true },
      subPath: { to: 'part' },
      preparedInImage: { to: true, beside: { volume: 'cache', readOnly: true } },
    },
  },
  secret: {
    system: (said) => systemOf({ secrets: { TOKEN: said } }),
    fields: {
      secretsManager: { from: 'tried/a', to: 'tried/b' },
      parameter: { from: '/tried/a', to: '/tried/b' },
      key: { to: 'token', beside: { secretsManager: 'tried/a' } },
      kmsKeyArn: { to: KEY, beside: { secretsManager: 'tried/a' } },
    },
  },
  image: {
    // Another processor needs other hosts.
    system: (said) =>
      systemOf(
        { image: { build: 'app' }, fleet: said.platform === 'linux/arm64' ? 'arm' : 'general' },
        { images: { app: { context: 'app', ...said } } },
      ),
    fields: {
      context: { from: 'app', to: 'other' },
      dockerfile: { to: 'Dockerfile.dev' },
      arguments: { to: { VERSION: '1' } },
      target: { to: 'slim' },
      platform: { to: 'linux/arm64' },
    },
  },
};
