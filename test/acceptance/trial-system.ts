import type { SystemInput } from '../../src/spec/system';

/** What a delivery system delivers. */
export const DELIVERED = { parameter: '/streams/console/image', family: 'trial-streams-console' } as const;

/** What the example systems do not use: connections passed through, TLS ended at the gateway, gRPC, sidecars, init, scaling, shells, waits,
 * queues, an image that a delivery system chooses. */
export const streams: SystemInput = {
  name: 'streams',
  services: {
    ingest: {
      image: { repository: 'streams/ingest', tag: '1.0.0' },
      cpus: 1,
      memoryMiB: 1024,
      replicas: { min: 2, max: 6 },
      scaling: {
        memoryPercent: 70,
        metrics: { lag: { namespace: 'Streams', metric: 'Lag', dimensions: { Topic: 'events' }, target: 100 } },
        schedules: {
          evening: { cron: '0 18 * * ? *', timezone: 'Europe/Berlin', min: 4 },
          sale: { at: '2030-11-29T06:00:00', min: 5 },
        },
      },
      ports: { events: { number: 9000, protocol: 'tcp' }, secure: { number: 9443, protocol: 'tcp' } },
      listeners: [
        { gateway: 'direct', port: 'events', listenPort: 9000 },
        { gateway: 'direct', port: 'secure', listenPort: 443, tls: true, host: 'ingest.ml.example.com' },
      ],
      exec: true,
      access: [
        { kind: 'queue', queue: 'orders', actions: ['consume', 'publish'] },
        {
          kind: 'key',
          keyArn: 'arn:aws:kms:us-east-1:123456789012:key/00000000-0000-0000-0000-000000000000',
          actions: ['read'],
        },
      ],
      egress: [
        { kind: 'cidr', cidr: '203.0.113.0/24', ports: [9092, 443], why: 'the brokers of the partner' },
        { kind: 'aws-service', service: 'logs', why: 'writes audit events by itself' },
      ],
      init: [{ name: 'schema', image: { repository: 'streams/schema', tag: '1.0.0' }, command: ['fetch'] }],
      sidecars: {
        metrics: {
          image: 'public.ecr.aws/aws-observability/aws-otel-collector:v0.43.1',
          cpus: 0.25,
          memoryMiB: 256,
          essential: false,
          startAfter: { main: 'START' },
        },
      },
    },
    scorer: {
      image: { repository: 'streams/scorer', tag: '1.0.0' },
      cpus: 2,
      memoryMiB: 4096,
      ports: {
        grpc: { number: 9100, protocol: 'grpc', timeoutSeconds: 10 },
        admin: { number: 8081 },
      },
      routes: [
        {
          gateway: 'public',
          port: 'grpc',
          host: 'score.ml.example.com',
          path: '/scoring.Scorer/*',
          methods: ['POST'],
          networks: ['198.51.100.0/25', '203.0.113.0/24'],
        },
      ],
      allow: [{ service: 'ingest', ports: ['grpc'], why: 'events are scored as they come in' }],
      stopSeconds: 45,
      after: ['console', 'ads/bidder'],
    },
    collector: {
      image: { repository: 'streams/collector', tag: '1.0.0' },
      cpus: 0.25,
      memoryMiB: 256,
      replicas: 'one-per-host',
      ports: { statsd: { number: 8125, protocol: 'tcp' } },
      allow: ['scorer'],
    },
    captioner: {
      image: { repository: 'streams/captioner', tag: '1.0.0' },
      cpus: 1,
      memoryMiB: 2048,
      placement: { spread: ['zone', 'host'], pack: 'cpu', constraints: [{ unique: 'host' }] },
      ports: { http: { number: 8080 } },
      routes: [{ gateway: 'internal', path: '/caption/*' }],
      maxConcurrencyPerReplica: { image: { repository: 'mirror/target-control-agent', tag: '2025-12' } },
    },
    console: {
      allow: ['ingest'],
      clientGroup: 'on',
      imageFrom: { parameter: DELIVERED.parameter, repository: 'streams/console' },
      cpus: 0.5,
      memoryMiB: 512,
      ports: { http: { number: 8090 }, admin: { number: 8091 } },
      routes: [
        { gateway: 'internal', port: 'http', path: '/console/*', headers: { 'x-role': ['operator', 'owner'] } },
        { gateway: 'internal', port: 'admin', path: '/console/admin', methods: ['POST', 'GET'], priority: 1200 },
      ],
      rollout: { strategy: 'blue-green', testHeader: { name: 'x-console', value: 'next' } },
      health: { readiness: { port: 'admin', path: '/ready', codes: '200-299' } },
    },
  },
  queues: { events: { visibilityTimeoutSeconds: 120 }, orders: { fifo: true, retentionDays: 14 } },
};
