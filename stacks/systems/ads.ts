import type { SystemInput } from '../../src/spec/system';

/** An ad exchange: the bidder answers the internet, and asks three models what a bid is worth. */
export const ads: SystemInput = {
  name: 'ads',
  team: 'ads',
  images: {
    bidder: { context: 'stacks/systems/ads/bidder' },
    'bidder-dev': { context: 'stacks/systems/ads/bidder', dockerfile: 'Dockerfile.dev' },
  },
  services: {
    bidder: {
      image: { build: 'bidder' },
      cpus: 2,
      memoryMiB: 2048,
      replicas: { min: 4, max: 24 },
      ports: { http: { number: 8080, timeoutSeconds: 5 } },
      routes: [
        {
          gateway: 'public',
          host: 'bid.ml.example.com',
          path: '/v1/*',
          auth: {
            kind: 'jwt',
            issuer: 'https://login.exchange.example.com/',
            keysUrl: 'https://login.exchange.example.com/.well-known/jwks.json',
            claims: { scope: { format: 'space-separated-values', values: ['bid'] } },
          },
        },
      ],
      environment: { LOG_LEVEL: 'info', BID_TIMEOUT_MS: 80 },
      secrets: { EXCHANGE_KEY: { secretsManager: 'ads/exchange', key: 'signing' } },
      health: {
        liveness: { command: ['CMD-SHELL', 'wget -q -O /dev/null http://localhost:8080/health'] },
        readiness: { path: '/ready' },
      },
      access: [{ kind: 'queue', queue: 'forecasts', actions: ['publish'] }],
      mounts: [{ volume: 'profiles', path: '/data/profiles', preparedInImage: true }],
      limits: { memoryMiB: 3072, ulimits: { nofile: { soft: 65_536, hard: 65_536 } } },
      alarms: { errorPercent: 2, latency: { percentile: 99, seconds: 0.25 } },
      rollout: {
        strategy: 'canary',
        percent: 10,
        canaryBakeMinutes: 15,
        testHeader: { name: 'x-bidder', value: 'next' },
      },
    },
    // People who look after campaigns: apart from the bidder, so that nothing that bids can be entered by them.
    admin: {
      image: { repository: 'ads/admin', tag: '1.2.0' },
      cpus: 0.5,
      memoryMiB: 512,
      ports: { http: { number: 8080 } },
      routes: [
        {
          gateway: 'public',
          host: 'bid.ml.example.com',
          path: '/admin/*',
          auth: {
            kind: 'oidc',
            issuer: 'https://login.example.com',
            authorizationEndpoint: 'https://login.example.com/oauth2/authorize',
            tokenEndpoint: 'https://login.example.com/oauth2/token',
            userInfoEndpoint: 'https://login.example.com/oauth2/userinfo',
            clientId: 'ads-admin',
            clientSecret: { secretsManager: 'ads/admin', key: 'client-secret' },
            sessionSeconds: 8 * 3600,
          },
        },
      ],
      health: { readiness: { path: '/admin/ready' } },
    },
    'ctr-predictor': {
      image: { repository: 'ads/ctr-predictor', tag: '1.8.3' },
      cpus: 2,
      memoryMiB: 6144,
      replicas: { min: 3, max: 12 },
      ports: { http: { number: 8080, timeoutSeconds: 2 } },
      allow: ['bidder', { job: 'click-model', why: 'a new model is compared with the one that serves' }],
      environment: { MODEL: '/data/models/ctr-2026-11' },
      mounts: [{ volume: 'models', path: '/data/models', readOnly: true }],
      writable: [{ path: '/var/cache/model', sizeMiB: 1024 }],
      stopSeconds: 20,
    },
    'fraud-detector': {
      image: { repository: 'ads/fraud-detector', tag: '3.0.1' },
      cpus: 1,
      memoryMiB: 2048,
      ports: { grpc: { number: 9000, protocol: 'grpc', timeoutSeconds: 2 } },
      allow: [{ service: 'bidder', why: 'bids on invalid traffic are dropped before they cost' }],
      access: [
        { kind: 'table', table: 'ads-features', indexes: ['by-device'], actions: ['read'] },
        { kind: 'bucket', bucket: 'example-ml-features', prefix: 'fraud/', actions: ['read'] },
      ],
    },
    forecaster: {
      image: { repository: 'ads/forecaster', tag: '0.9.12' },
      cpus: 1,
      memoryMiB: 4096,
      replicas: { min: 0, max: 8 },
      scaling: { queueDelay: { queue: 'forecasts', acceptableSeconds: 600, processingSeconds: 30 } },
      access: [{ kind: 'queue', queue: 'forecasts', actions: ['consume'] }],
      mounts: [{ volume: 'models', path: '/data/forecasts', subPath: 'forecasts' }],
      exec: true,
    },
  },
  jobs: {
    'click-model': {
      image: { repository: 'ads/click-model', tag: '4.2.0' },
      command: ['train', '--output', '/data/models/ctr'],
      cpus: 4,
      memoryMiB: 12_288,
      gpus: 1,
      team: 'ads',
      schedule: { cron: '0 4 * * ? *', period: 'date' },
      timeoutSeconds: 6 * 3600,
      retries: { attempts: 5, on: ['interruption', 'capacity', 'image-pull'] },
      access: [{ kind: 'bucket', bucket: 'example-ml-clicks', prefix: 'daily/', actions: ['read'] }],
      mounts: [{ volume: 'models', path: '/data/models', persistent: true }],
      checkpoint: { volume: 'models', everySeconds: 600 },
      limits: { shmMiB: 2048 },
    },
  },
  queues: { forecasts: { visibilityTimeoutSeconds: 120 } },
  volumes: { models: { kind: 'efs', coldAfterDays: 90 }, profiles: { kind: 'scratch', sizeGiB: 40 } },
  environments: {
    dev: { services: { bidder: { image: { build: 'bidder-dev' } }, 'fraud-detector': { debug: true } } },
    prod: {
      services: { bidder: { replicas: { min: 12, max: 96 } }, 'ctr-predictor': { replicas: { min: 8, max: 48 } } },
    },
  },
};
