/** A Compose file with most fields that there are, as a document to be spoilt. */
export const EVERYTHING = {
  name: 'shop',
  version: '2',
  include: ['more.yml'],
  services: {
    web: {
      image: `web:\${TAG:-1}`,
      build: { context: './web', args: { A: 1 }, target: 'b', platforms: ['linux/arm64'] },
      command: 'serve "--all"',
      entrypoint: ['/bin/sh'],
      user: '1:1',
      environment: ['A=1', 'DB_HOST=db', 'TOKEN=abcdefgh'],
      env_file: [{ path: 'a.env', required: false }],
      ports: ['8080:80', { target: 81, published: '8081', app_protocol: 'grpc' }, '90-92'],
      expose: ['7'],
      networks: { front: { aliases: ['w'] }, back: null },
      depends_on: {
        db: { condition: 'service_healthy', required: true },
        migrate: { condition: 'service_completed_successfully' },
      },
      volumes: ['data:/data:ro', './x:/x', { type: 'tmpfs', target: '/t', tmpfs: { size: '64m' } }],
      tmpfs: ['/run:size=1m'],
      secrets: ['key', { source: 'key', target: 'x' }],
      healthcheck: { test: ['CMD', 'x'], interval: '1m30s', timeout: '10s', retries: 3, start_period: '1s' },
      deploy: {
        mode: 'replicated',
        replicas: 3,
        resources: {
          limits: { cpus: '1', memory: '1g' },
          reservations: { cpus: '0.5', memory: '512m', devices: [{ capabilities: ['gpu'], count: 1 }] },
        },
        placement: {
          constraints: ['node.role==worker'],
          preferences: [{ spread: 'node.labels.zone' }],
          max_replicas_per_node: 1,
        },
        update_config: { parallelism: 1, order: 'start-first' },
        restart_policy: { condition: 'any' },
      },
      ulimits: { nofile: { soft: 1, hard: 2 } },
      shm_size: '64m',
      pre_start: [{ command: ['x'], per_replica: true }],
      links: ['db:d'],
      stop_grace_period: '5s',
      profiles: [],
      gpus: 'all',
    },
    db: { image: 'postgres:16', extends: { service: 'base' }, volumes: ['data:/var/lib/data'], networks: ['back'] },
    migrate: { image: 'migrate:1', depends_on: ['db'], networks: ['back'] },
    base: { image: 'base:1', environment: { X: 'y' }, networks: ['back'] },
  },
  networks: { front: {}, back: { internal: true } },
  volumes: { data: { driver: 'local' } },
  secrets: { key: { external: true } },
};

/** A job of Sprint with all that such a job may say. */
export const SPRINT = {
  labels: { name: 'training', period: '2016-07-11T04', team: 'a' },
  container: { type: 'DOCKER', docker: { image: 'a/b:1', parameters: [{ key: 'a', value: 'b' }] }, volumes: [{}] },
  cpus: 0.5,
  mem: 100.5,
  gpus: 1,
  args: ['a'],
  env: { A: '1', TOKEN: 'abcdefgh', B: { secret: 'x' } },
};
