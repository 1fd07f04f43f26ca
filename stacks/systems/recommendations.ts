import type { SystemInput } from '../../src/spec/system';

/**
 * Two model services of a visual-discovery feed, imported from their team's Compose file (`test/fixtures/docker-compose.recommendations.yml`) with
 * their ports, commands and environment, and the index that the feed asks. What was decided by hand is in `test/stacks/recommendations.test.ts`.
 */
export const recommendations: SystemInput = {
  name: 'recommendations',
  team: 'recommendations',
  services: {
    'smartfeed-service': {
      image: { repository: 'recommendations/smartfeed', tag: '5.2.0' },
      command: ['service'],
      cpus: 2,
      memoryMiB: 6144,
      ports: { http: { number: 9191 } },
      routes: [{ gateway: 'internal', path: '/smartfeed/*' }],
      after: ['pinacle2'],
      mounts: [{ volume: 'models', path: '/data/models', readOnly: true }],
      environment: {
        LOG4J_CONFIG_FILE_SERVICE: 'config/log4j_smartfeed_service.xml',
        CONFIG_FILE_SERVICE: 'config/config.smartfeed_service.test.properties',
        HEAP_SIZE: '4G',
        NEW_SIZE: '2G',
      },
    },
    pinacle2: {
      image: { repository: 'recommendations/pinacle2', tag: '2.7.4' },
      command: ['bash', 'scripts/local_test_server.sh'],
      cpus: 2,
      memoryMiB: 6144,
      ports: { http: { number: 8887 } },
      rollout: { strategy: 'blue-green', bakeMinutes: 20 },
      mounts: [{ volume: 'models', path: '/data/models', readOnly: true }],
      beforeDeploy: [
        {
          name: 'check-model',
          command: ['bash', 'scripts/check_model.sh'],
          cpus: 1,
          memoryMiB: 4096,
          timeoutMinutes: 10,
        },
      ],
      allow: ['smartfeed-service', { service: 'ads/bidder', why: 'bids use the visual embedding of a pin' }],
      environment: {
        LOG4J_CONFIG_FILE: 'config/log4j.dev.properties',
        CONFIG_FILE: 'config/config_test.yaml',
        HEAP_SIZE: '4G',
        NEW_SIZE: '2G',
      },
    },
    // The nearest neighbours of a pin. Each replica has a part of them, which takes hours to build, and so is there again after whatever happens.
    index: {
      image: { repository: 'recommendations/index', tag: '1.3.0' },
      command: ['serve', '--data', '/data/index'],
      cpus: 6,
      memoryMiB: 24_576,
      ports: { http: { number: 7700 } },
      rollout: 'recreate',
      mounts: [{ volume: 'index', path: '/data/index' }],
      allow: ['smartfeed-service'],
    },
  },
  volumes: {
    models: { kind: 'efs' },
    index: { kind: 'ebs', sizeGiB: 200, perReplica: true },
  },
};
