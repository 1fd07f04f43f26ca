import type { Imported } from '../../../../src/import/imported';
import { APP_FIELDS, LIMIT_FIELDS, NETWORK_FIELDS } from '../../../../src/import/marathon/app-fields';
import {
  CONTAINER_FIELDS,
  DOCKER_FIELDS,
  LINUX_FIELDS,
  PORT_DEFINITION_FIELDS,
  PORT_MAPPING_FIELDS,
} from '../../../../src/import/marathon/container-fields';
import { GROUP_FIELDS } from '../../../../src/import/marathon/flatten';
import { HEALTH_CHECK_FIELDS, POD_CHECK_FIELDS, READINESS_FIELDS } from '../../../../src/import/marathon/health';
import { importMarathon } from '../../../../src/import/marathon/import-marathon';
import { LB_LABELS } from '../../../../src/import/marathon/labels';
import {
  CONTAINER_FIELDS as POD_CONTAINER_FIELDS,
  POD_FIELDS,
  SCHEDULING_FIELDS,
} from '../../../../src/import/marathon/pod-fields';
import { EXTERNAL_FIELDS, PERSISTENT_FIELDS, VOLUME_FIELDS } from '../../../../src/import/marathon/volumes';
import { REFERENCE } from './reference';

const TABLES: Readonly<Record<keyof typeof REFERENCE, object>> = {
  app: APP_FIELDS,
  container: CONTAINER_FIELDS,
  docker: DOCKER_FIELDS,
  linux: LINUX_FIELDS,
  portMapping: PORT_MAPPING_FIELDS,
  portDefinition: PORT_DEFINITION_FIELDS,
  volume: VOLUME_FIELDS,
  persistent: PERSISTENT_FIELDS,
  external: EXTERNAL_FIELDS,
  network: NETWORK_FIELDS,
  healthCheck: HEALTH_CHECK_FIELDS,
  check: POD_CHECK_FIELDS,
  readinessCheck: READINESS_FIELDS,
  limits: LIMIT_FIELDS,
  group: GROUP_FIELDS,
  pod: POD_FIELDS(() => {
    throw new Error('nothing is read here');
  }),
  scheduling: SCHEDULING_FIELDS,
  podContainer: POD_CONTAINER_FIELDS,
  lb: LB_LABELS,
};

const LB = { HAPROXY_GROUP: 'external', HAPROXY_0_VHOST: 'a.example.com' };
const image = 'web:1';
const docker = (fields: object) => ({ container: { docker: { image, ...fields } } });
const mapping = (fields: object) => ({
  container: { docker: { image }, portMappings: [{ containerPort: 80, ...fields }] },
  labels: LB,
});
const volume = (fields: object) => ({
  container: { docker: { image }, volumes: [{ containerPath: '/a', hostPath: '/b', mode: 'RW', ...fields }] },
});
const persistent = (fields: object) => ({
  container: {
    docker: { image },
    volumes: [{ containerPath: 'a', mode: 'RW', persistent: { size: 2048, ...fields } }],
  },
});
const health = (fields: object) => ({
  healthChecks: [{ protocol: 'HTTP', path: '/', intervalSeconds: 30, ...fields }],
});
const ready = (fields: object) => ({ ...mapping({}), readinessChecks: [fields] });

type Case = readonly [name: string, one: object, other: object];

/** Two values of each field, and what has to stand beside them. */
const CASES: readonly Case[] = [
  ['cmd', { cmd: 'a' }, { cmd: 'b' }],
  ['args', { args: ['a'] }, { args: ['b'] }],
  ['instances', { instances: 2 }, { instances: 3 }],
  ['cpus', { cpus: 1 }, { cpus: 0.5 }],
  ['mem', { mem: 128 }, { mem: 256 }],
  ['gpus', { gpus: 1 }, { gpus: 2 }],
  ['disk', { disk: 0 }, { disk: 10 }],
  ['resourceLimits.cpus', { resourceLimits: { cpus: 2 } }, { resourceLimits: { cpus: 3 } }],
  ['resourceLimits.mem', { resourceLimits: { mem: 512 } }, { resourceLimits: { mem: 'unlimited' } }],
  ['env', { env: { A: '1' } }, { env: { A: '2' } }],
  [
    'env',
    { env: { A: { secret: 's' } }, secrets: { s: { source: 'x' } } },
    { env: { A: { secret: 's' } }, secrets: { s: { source: 'y' } } },
  ],
  ['constraints', { constraints: [['hostname', 'UNIQUE']] }, { constraints: [['@zone', 'GROUP_BY', '2']] }],
  [
    'labels',
    { labels: { MARATHON_SINGLE_INSTANCE_APP: 'true' } },
    { labels: { MARATHON_SINGLE_INSTANCE_APP: 'false' } },
  ],
  ['labels', mapping({}), { ...mapping({}), labels: { ...LB, HAPROXY_0_VHOST: 'b.example.com' } }],
  [
    'labels',
    { ...mapping({}), labels: { ...LB, HAPROXY_0_PATH: '/a' } },
    { ...mapping({}), labels: { ...LB, HAPROXY_0_PATH: '/b' } },
  ],
  ['labels', { ...mapping({}), labels: { ...LB, HAPROXY_0_ENABLED: 'false' } }, mapping({})],
  [
    'labels',
    { ...mapping({}), labels: { HAPROXY_GROUP: 'a', HAPROXY_0_PORT: '81', HAPROXY_0_MODE: 'tcp' } },
    { ...mapping({}), labels: { HAPROXY_GROUP: 'a', HAPROXY_0_PORT: '82', HAPROXY_0_MODE: 'tcp' } },
  ],
  ['container.docker.image', docker({ image: 'a:1' }), docker({ image: 'b:1' })],
  [
    'container.docker.parameters',
    docker({ parameters: [{ key: 'user', value: '1' }] }),
    docker({ parameters: [{ key: 'user', value: '2' }] }),
  ],
  [
    'container.docker.parameters',
    docker({ parameters: [{ key: 'shm-size', value: '64m' }] }),
    docker({ parameters: [{ key: 'shm-size', value: '128m' }] }),
  ],
  [
    'container.docker.parameters',
    docker({ parameters: [{ key: 'ulimit', value: 'nofile=1:2' }] }),
    docker({ parameters: [{ key: 'ulimit', value: 'nofile=3' }] }),
  ],
  [
    'container.docker.portMappings',
    docker({ portMappings: [{ containerPort: 80 }] }),
    docker({ portMappings: [{ containerPort: 81 }] }),
  ],
  ['container.portMappings', mapping({ containerPort: 80 }), mapping({ containerPort: 81 })],
  ['container.portMappings', mapping({ name: 'a' }), mapping({ name: 'b' })],
  [
    'container.portMappings',
    { ...mapping({ servicePort: 1 }), labels: { HAPROXY_GROUP: 'a' } },
    { ...mapping({ servicePort: 2 }), labels: { HAPROXY_GROUP: 'a' } },
  ],
  ['container.volumes', volume({ containerPath: '/a' }), volume({ containerPath: '/c' })],
  ['container.volumes', volume({ hostPath: '/b' }), volume({ hostPath: '/c' })],
  ['container.volumes', volume({ mode: 'RO' }), volume({ mode: 'RW' })],
  ['container.volumes', persistent({ size: 1024 }), persistent({ size: 2048 })],
  [
    'container.linuxInfo',
    { container: { docker: { image }, linuxInfo: { ipcInfo: { mode: 'PRIVATE', shmSize: 1 } } } },
    { container: { docker: { image }, linuxInfo: { ipcInfo: { mode: 'PRIVATE', shmSize: 2 } } } },
  ],
  ['portDefinitions', { portDefinitions: [{ port: 80 }] }, { portDefinitions: [{ port: 81 }] }],
  ['ports', { ports: [80] }, { ports: [81] }],
  ['healthChecks', { ...mapping({}), ...health({ path: '/a' }) }, { ...mapping({}), ...health({ path: '/b' }) }],
  [
    'healthChecks',
    health({ protocol: 'COMMAND', command: { value: 'a' } }),
    health({ protocol: 'COMMAND', command: { value: 'b' } }),
  ],
  [
    'healthChecks',
    { ...mapping({}), ...health({ intervalSeconds: 40 }) },
    { ...mapping({}), ...health({ intervalSeconds: 50 }) },
  ],
  [
    'healthChecks',
    { ...mapping({}), ...health({ timeoutSeconds: 4 }) },
    { ...mapping({}), ...health({ timeoutSeconds: 5 }) },
  ],
  [
    'healthChecks',
    { ...mapping({}), ...health({ gracePeriodSeconds: 4 }) },
    { ...mapping({}), ...health({ gracePeriodSeconds: 5 }) },
  ],
  [
    'healthChecks',
    { ...mapping({}), ...health({ maxConsecutiveFailures: 4 }) },
    { ...mapping({}), ...health({ maxConsecutiveFailures: 5 }) },
  ],
  ['check', { check: { exec: { command: { shell: 'a' } } } }, { check: { exec: { command: { shell: 'b' } } } }],
  ['readinessChecks', ready({ path: '/a' }), ready({ path: '/b' })],
  ['readinessChecks', ready({ httpStatusCodesForReady: [200] }), ready({ httpStatusCodesForReady: [204] })],
  ['readinessChecks', ready({ intervalSeconds: 20 }), ready({ intervalSeconds: 25 })],
  [
    'upgradeStrategy',
    { instances: 4, upgradeStrategy: { minimumHealthCapacity: 0.5 } },
    { instances: 4, upgradeStrategy: { minimumHealthCapacity: 0.75 } },
  ],
  [
    'upgradeStrategy',
    { instances: 4, upgradeStrategy: { maximumOverCapacity: 0.5 } },
    { instances: 4, upgradeStrategy: { maximumOverCapacity: 0.75 } },
  ],
  ['taskKillGracePeriodSeconds', { taskKillGracePeriodSeconds: 5 }, { taskKillGracePeriodSeconds: 6 }],
];

const read = (app: object): Imported =>
  importMarathon(JSON.stringify({ id: '/web', container: { docker: { image } }, ...app }));
const kindsOf = ({ notes }: Imported, field: string) =>
  new Set(notes.filter((note) => note.field.startsWith(field)).map(({ kind }) => kind));

describe('the fields of Marathon', () => {
  it.each(Object.keys(REFERENCE) as (keyof typeof REFERENCE)[])('each have a row: %s', (table) => {
    const known = Object.keys(TABLES[table]);
    expect(REFERENCE[table].filter((field) => !known.includes(field))).toEqual([]);
  });

  it.each(CASES)('are told of, and change the system where they are kept: %s, %j', (field, one, other) => {
    const [before, after] = [read(one), read(other)];
    const kinds = [...kindsOf(before, field), ...kindsOf(after, field)];
    expect(kinds.length).toBeGreaterThan(0);
    const isDropped = kinds.every((kind) => kind === 'dropped');
    const isSame = JSON.stringify(before.system) === JSON.stringify(after.system);
    if (field !== 'disk') expect({ field, isSame }).toEqual({ field, isSame: isDropped });
  });

  it('leave nothing unsaid that nobody knows', () => {
    const { notes } = read({
      instancess: 1,
      container: { docker: { image, imagee: 1 }, x: 1 },
      labels: { HAPROXY_0_BACKEND_HEAD: 'x' },
    });
    const told = (field: string) => notes.find((note) => note.field === field)?.kind;
    expect(['instancess', 'container.docker.imagee', 'container.x', 'labels.HAPROXY_0_BACKEND_HEAD'].map(told)).toEqual(
      ['dropped', 'dropped', 'dropped', 'question'],
    );
  });
});
