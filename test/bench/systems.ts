import type { EnvironmentInput } from '../../src/spec/environment';
import type { ServiceInput } from '../../src/spec/service';
import type { SystemInput } from '../../src/spec/system';

/** Services of one system: what one team can still oversee, and few enough edges and routes for every quota. */
const SERVICES_OF_A_SYSTEM = 25;

/** An environment with everything in it: three zones, protection, one gateway of each reach. */
export const environment: EnvironmentInput = {
  name: 'bench',
  account: '123456789012',
  region: 'us-east-1',
  zones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
  tags: { owner: 'ml-platform' },
  backend: { kind: 'local' },
  fleets: {
    general: {
      instanceTypes: ['m6i.4xlarge', 'm5.4xlarge'],
      amiRelease: 'al2023-ami-ecs-hvm-2023.0.20251108-kernel-6.1-x86_64',
      minHosts: 3,
      maxHosts: 2000,
    },
  },
  gateways: {
    public: {
      kind: 'application',
      scheme: 'internet-facing',
      clients: ['203.0.113.0/24'],
      domain: { zoneId: 'Z0123456789EXAMPLE', name: 'ml.example.com' },
    },
    internal: {
      kind: 'application',
      certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000',
    },
  },
};

/** So many services, the same mix in every 25 of them: a chain of callers, two routes, some of every other thing that services have. */
export function systemsOf(services: number): SystemInput[] {
  const count = Math.ceil(services / SERVICES_OF_A_SYSTEM);
  return Array.from({ length: count }, (_, i) => ({
    name: systemName(i),
    services: Object.fromEntries(
      Array.from({ length: Math.min(SERVICES_OF_A_SYSTEM, services - i * SERVICES_OF_A_SYSTEM) }, (_, n) => [
        serviceName(n),
        service(i, n),
      ]),
    ),
  }));
}

function systemName(system: number): string {
  return `team-${system}`;
}

function serviceName(n: number): string {
  return `model-${n}`;
}

function service(system: number, n: number): ServiceInput {
  const every = (period: number, phase: number) => n % period === phase;
  return {
    image: { repository: `${systemName(system)}/${serviceName(n)}`, tag: '1.4.2' },
    cpus: every(3, 0) ? 1 : 0.5,
    memoryMiB: every(2, 0) ? 1024 : 2048,
    replicas: every(4, 0) ? { min: 2, max: 8 } : 2,
    ports: {
      http: { number: 8080, timeoutSeconds: 10 },
      ...(every(8, 3) && { grpc: { number: 9000, protocol: 'grpc' } }),
    },
    routes: routes(system, n),
    allow: callers(system, n),
    environment: { LOG_LEVEL: 'info', MODEL: `${serviceName(n)}-2026-11`, BATCH_SIZE: 32 },
    ...(every(3, 1) && {
      secrets: { FEATURE_STORE_KEY: { secretsManager: `${systemName(system)}/store`, key: 'key' } },
    }),
    ...(every(5, 2) && {
      sidecars: {
        metrics: { image: 'public.ecr.aws/example/metrics:2.1.0', cpus: 0.1, memoryMiB: 128, essential: false },
      },
    }),
    ...(every(6, 5) && { writable: [{ path: '/var/cache/model', sizeMiB: 256 }], limits: { memoryMiB: 3072 } }),
    ...(every(4, 2) && {
      health: { liveness: { command: ['CMD-SHELL', 'wget -q -O /dev/null http://localhost:8080/'] } },
    }),
    ...(every(12, 7) && { exec: true }),
  };
}

/** The first service answers the internet, the thirteenth other teams. */
function routes(system: number, n: number): ServiceInput['routes'] {
  if (n === 0)
    return [{ gateway: 'public', port: 'http', host: `${systemName(system)}.ml.example.com`, path: '/v1/*' }];
  if (n === 12) return [{ gateway: 'internal', port: 'http', path: `/${systemName(system)}/*` }];
  return [];
}

/** Each is called by its neighbour, every fifth by a second one too, and the last of a system by the system after it. */
function callers(system: number, n: number): ServiceInput['allow'] {
  return [
    ...(n > 0 ? [serviceName(n - 1)] : []),
    ...(n > 1 && n % 5 === 0 ? [{ service: serviceName(n - 2), ports: ['http'], why: 'asks for features' }] : []),
    ...(n === 20 && system > 0
      ? [{ service: `${systemName(system - 1)}/${serviceName(n)}`, why: 'shares its index' }]
      : []),
  ];
}
