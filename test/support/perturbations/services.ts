import type { Perturbation, Tried } from './perturbation';
import { app, job, service, systemOf } from './tried-environment';

const route = { gateway: 'public', port: 'http', host: 'a.ml.example.com' };
const reader = { number: 8082 };

/** What every container says. */
const container = {
  image: { from: 'example/app:1.0', to: 'example/app:1.1' },
  command: { to: ['serve'] },
  entryPoint: { to: ['/bin/serve'] },
  workingDirectory: { to: '/srv' },
  environment: { to: { LOG_LEVEL: 'info' } },
  secrets: { to: { TOKEN: { parameter: '/tried/token' } } },
  user: { to: '2000:2000' },
  readOnlyRoot: { to: false },
  writable: { to: ['/cache'] },
  health: { to: { liveness: { command: ['ok'] } } },
  limits: { to: { shmMiB: 128 } },
  cpus: { from: 1, to: 2 },
  memoryMiB: { from: 1024, to: 2048 },
} satisfies Record<string, Perturbation>;

/** Services of a system and what they consist of. */
export const services: Tried<'service' | 'sidecar' | 'init' | 'beforeDeploy' | 'port' | 'allow'> = {
  service: {
    system: (said) =>
      systemOf(said, {
        queues: { work: {} },
        volumes: { files: { kind: 'efs' } },
        images: { built: { context: 'built' } },
      }),
    fields: {
      ...container,
      imageFrom: {
        from: { parameter: '/tried/a', repository: 'tried/a' },
        to: { parameter: '/tried/b', repository: 'tried/a' },
        beside: { image: undefined },
        onLaptop: { image: 'example/app:1.0' },
      },
      gpus: { to: 1, beside: { fleet: 'gpu' } },
      replicas: { to: 3 },
      scaling: { to: { cpuPercent: 50 }, beside: { replicas: { min: 2, max: 4 } } },
      fleet: { from: 'general', to: 'other' },
      placement: { to: { spread: ['host'] } },
      ports: { from: service.ports, to: { ...service.ports, more: reader } },
      routes: { to: [route] },
      listeners: { to: [{ gateway: 'edge', port: 'raw', listenPort: 9000 }] },
      maxConcurrencyPerReplica: {
        to: { image: { repository: 'mirror/agent', tag: '1' } },
        beside: { routes: [route], allow: [] },
      },
      telemetry: { to: { traces: {} } },
      allow: { to: ['b', 'c'] },
      after: { to: ['c'] },
      clientGroup: { to: 'joining' },
      beforeDeploy: {
        to: [{ name: 'migrate', command: ['migrate'] }],
        beside: { rollout: { strategy: 'blue-green' } },
      },
      access: { to: [{ kind: 'queue', queue: 'work', actions: ['publish'] }] },
      egress: { to: [{ kind: 'cidr', cidr: '203.0.113.0/24', ports: [443], why: 'asks the weather' }] },
      mounts: { to: [{ volume: 'files', path: '/files' }] },
      sidecars: { to: { agent: { ...app } } },
      init: { to: [{ name: 'fetch', image: 'example/fetch:1' }] },
      startAfter: { to: { agent: 'START' }, beside: { sidecars: { agent: app } } },
      stopSeconds: { to: 60 },
      rollout: { to: 'recreate' },
      alarms: { to: { cpuPercent: 90 } },
      slo: { to: { errorPercent: 5 } },
      exec: { to: true },
      debug: { to: true },
      acknowledge: {
        from: { RootUser: 'the image knows root alone' },
        to: { RootUser: 'others made it for root' },
        beside: { user: '0:0' },
      },
    },
  },
  sidecar: {
    system: (said) => systemOf({ sidecars: { agent: { ...app, ...said }, other: app } }),
    fields: { ...container, essential: { to: false }, startAfter: { to: { other: 'START' } } },
  },
  init: {
    system: (said) => systemOf({ init: [{ ...app, name: 'fetch', ...said }] }),
    fields: { ...container, name: { from: 'fetch', to: 'prepare' } },
  },
  beforeDeploy: {
    system: (said) =>
      systemOf({
        beforeDeploy: [{ name: 'migrate', command: ['migrate'], ...said }],
        rollout: { strategy: 'blue-green' },
      }),
    fields: {
      name: { from: 'migrate', to: 'check' },
      image: { to: 'example/migrate:1' },
      command: { from: ['migrate'], to: ['check'] },
      environment: container.environment,
      secrets: container.secrets,
      cpus: { to: 1 },
      memoryMiB: { to: 1024 },
      timeoutMinutes: { to: 30 },
    },
  },
  port: {
    system: (said) => systemOf({ ports: { http: { number: 8080, ...said } }, routes: [route] }),
    fields: {
      number: { from: 8080, to: 8090 },
      protocol: { to: 'http2' },
      timeoutSeconds: { to: 20 },
    },
  },
  allow: {
    system: (said) => systemOf({ allow: [said] }, { jobs: { fit: job, tune: job } }),
    fields: {
      service: { from: 'b', to: 'c' },
      job: { from: 'fit', to: 'tune' },
      ports: { to: ['http'], beside: { service: 'b' } },
      why: { to: 'it asks what is next', beside: { service: 'b' } },
    },
  },
};
