import {
  DEPLOY_FIELDS,
  PLACEMENT_FIELDS,
  RESTART_FIELDS,
  UPDATE_FIELDS,
} from '../../../../src/import/compose/deploy-fields';
import { HEALTH_FIELDS } from '../../../../src/import/compose/health-fields';
import { BUILD_FIELDS } from '../../../../src/import/compose/image-fields';
import { importCompose } from '../../../../src/import/compose/import-compose';
import {
  DEPENDENCY_FIELDS,
  NETWORK_OF_SERVICE,
  TOP_NETWORK_FIELDS,
} from '../../../../src/import/compose/network-fields';
import { PORT_FIELDS } from '../../../../src/import/compose/ports';
import { PRE_START_FIELDS } from '../../../../src/import/compose/process-fields';
import { DEVICE_FIELDS } from '../../../../src/import/compose/resource-fields';
import { SERVICE_FIELDS } from '../../../../src/import/compose/service-fields';
import {
  FILE_OF_SERVICE,
  TMPFS_OPTIONS,
  VOLUME_FIELDS,
  VOLUME_OPTIONS,
} from '../../../../src/import/compose/storage-fields';
import {
  PROJECT_FIELDS,
  TOP_CONFIG_FIELDS,
  TOP_MODEL_FIELDS,
  TOP_SECRET_FIELDS,
} from '../../../../src/import/compose/top-level';
import { TOP_VOLUME_FIELDS } from '../../../../src/import/compose/volumes';
import type { Imported } from '../../../../src/import/imported';
import { REFERENCE } from './reference';

type Sample = readonly [unknown, unknown];
type Samples = Readonly<Record<string, Sample>>;

/** Two values of every field that a service can have. */
const SERVICE: Samples = {
  image: ['a:1', 'b:2'],
  build: ['./a', './b'],
  pull_policy: ['always', 'never'],
  platform: ['linux/arm64', 'linux/amd64'],
  command: [['a'], 'b c'],
  entrypoint: [['a'], 'b c'],
  working_dir: ['/a', '/b'],
  user: ['1:1', '2'],
  hostname: ['a', 'b'],
  domainname: ['a', 'b'],
  container_name: ['a', 'b'],
  environment: [{ A: '1' }, ['A=2']],
  env_file: ['a.env', ['b.env']],
  labels: [{ a: 'b' }, ['a=c']],
  annotations: [{ a: 'b' }, ['a=c']],
  label_file: ['a', 'b'],
  ports: [['80'], ['8080:81']],
  expose: [['80'], ['81']],
  networks: [['default'], { own: null }],
  network_mode: ['none', 'bridge'],
  dns: ['1.1.1.1', '8.8.8.8'],
  dns_opt: [['a'], ['b']],
  dns_search: ['a', 'b'],
  extra_hosts: [['a:1.1.1.1'], ['b:1.1.1.1']],
  links: [['db'], ['cache']],
  external_links: [['a'], ['b']],
  mac_address: ['02:42:ac:11:65:43', '02:42:ac:11:65:44'],
  volumes: [['data:/a'], ['data:/b']],
  volumes_from: [['db'], ['cache']],
  tmpfs: ['/a:size=64m', '/b:size=64m'],
  configs: [['a'], ['b']],
  secrets: [['a'], ['b']],
  depends_on: [['db'], { cache: { condition: 'service_healthy' } }],
  healthcheck: [{ test: 'a' }, { test: 'b' }],
  pre_start: [[{ command: 'a' }], [{ command: 'b' }]],
  post_start: [[{ command: 'a' }], [{ command: 'b' }]],
  pre_stop: [[{ command: 'a' }], [{ command: 'b' }]],
  restart: ['no', 'on-failure:3'],
  stop_grace_period: ['5s', '1m'],
  stop_signal: ['SIGINT', 'SIGQUIT'],
  init: [false, true],
  tty: [true, false],
  stdin_open: [true, false],
  attach: [true, false],
  scale: [2, 3],
  cpus: [1, '2.5'],
  cpu_count: [1, 2],
  cpu_percent: [1, 2],
  cpu_shares: [1, 2],
  cpu_quota: [50_000, 150_000],
  cpu_period: [50_000, 150_000],
  cpu_rt_runtime: ['1ms', '2ms'],
  cpu_rt_period: ['1ms', '2ms'],
  cpuset: ['0', '1'],
  mem_limit: ['512m', '1g'],
  mem_reservation: ['512m', '1g'],
  memswap_limit: ['512m', '1g'],
  mem_swappiness: [1, 2],
  oom_kill_disable: [true, false],
  oom_score_adj: [1, 2],
  pids_limit: [1, 2],
  shm_size: ['128m', '256m'],
  ulimits: [{ nofile: 1024 }, { nofile: { soft: 1, hard: 2 } }],
  blkio_config: [{ weight: 1 }, { weight: 2 }],
  gpus: [[{ count: 1 }], [{ count: 2 }]],
  devices: [['/dev/a'], ['/dev/b']],
  device_cgroup_rules: [['a'], ['b']],
  runtime: ['a', 'b'],
  isolation: ['a', 'b'],
  privileged: [true, false],
  read_only: [true, false],
  cap_add: [['NET_ADMIN'], ['SYS_TIME']],
  cap_drop: [['ALL'], ['NET_ADMIN']],
  security_opt: [['seccomp:unconfined'], ['no-new-privileges']],
  sysctls: [{ a: 1 }, { b: 2 }],
  group_add: [['a'], ['b']],
  userns_mode: ['host', ''],
  uts: ['host', ''],
  ipc: ['host', 'private'],
  pid: ['host', ''],
  cgroup: ['host', 'private'],
  cgroup_parent: ['a', 'b'],
  credential_spec: [{ file: 'a' }, { file: 'b' }],
  storage_opt: [{ size: '1g' }, { size: '2g' }],
  use_api_socket: [true, false],
  logging: [{ driver: 'none' }, { driver: 'local' }],
  profiles: [['chosen'], ['chosen', 'other']],
  extends: ['db', 'cache'],
  provider: [{ type: 'a' }, { type: 'b' }],
  models: [['a'], ['b']],
  deploy: [{ replicas: 2 }, { replicas: 3 }],
  develop: [{ watch: [] }, { watch: [{ path: 'a', action: 'sync' }] }],
};

const TABLES = {
  project: PROJECT_FIELDS,
  service: SERVICE_FIELDS,
  build: BUILD_FIELDS,
  port: PORT_FIELDS,
  networkOfService: NETWORK_OF_SERVICE,
  volume: VOLUME_FIELDS,
  volumeOptions: VOLUME_OPTIONS,
  tmpfsOptions: TMPFS_OPTIONS,
  file: FILE_OF_SERVICE,
  dependency: DEPENDENCY_FIELDS,
  health: HEALTH_FIELDS,
  preStart: PRE_START_FIELDS,
  deploy: DEPLOY_FIELDS,
  update: UPDATE_FIELDS,
  placement: PLACEMENT_FIELDS,
  restartPolicy: RESTART_FIELDS,
  device: DEVICE_FIELDS,
  topNetwork: TOP_NETWORK_FIELDS,
  topVolume: TOP_VOLUME_FIELDS,
  topSecret: TOP_SECRET_FIELDS,
  topConfig: TOP_CONFIG_FIELDS,
  topModel: TOP_MODEL_FIELDS,
};

/** Two values of every field below a service, and where it stands. */
const BELOW: Readonly<Record<string, { readonly at: (fields: object) => object; readonly samples: Samples }>> = {
  build: {
    at: (build) => ({ image: undefined, build: { context: './a', ...build } }),
    samples: {
      context: ['./a', './b'],
      dockerfile: ['A', 'B'],
      args: [{ A: 1 }, ['A=2']],
      target: ['a', 'b'],
      platforms: [['linux/amd64'], ['linux/arm64']],
    },
  },
  port: {
    at: (port) => ({ ports: [{ target: 80, ...port }] }),
    samples: {
      target: [80, 81],
      host_ip: ['127.0.0.1', '0.0.0.0'],
      app_protocol: ['grpc', 'http2'],
      name: ['a', 'b'],
      protocol: ['tcp', 'udp'],
    },
  },
  volume: {
    at: (volume) => ({ volumes: [{ type: 'volume', source: 'data', target: '/a', ...volume }] }),
    samples: {
      target: ['/a', '/b'],
      read_only: [true, false],
      source: ['data', 'more'],
      volume: [{ subpath: 'a' }, { subpath: 'b' }],
    },
  },
  tmpfsOptions: {
    at: (tmpfs) => ({ volumes: [{ type: 'tmpfs', target: '/a', tmpfs }] }),
    samples: { size: ['64m', 1024 * 1024] },
  },
  dependency: {
    at: (dependency) => ({ depends_on: { once: { condition: 'service_started', ...dependency } } }),
    samples: { condition: ['service_healthy', 'service_completed_successfully'] },
  },
  health: {
    at: (healthcheck) => ({ healthcheck: { test: 'a', ...healthcheck } }),
    samples: {
      test: [['CMD', 'a'], 'b'],
      interval: ['40s', '1m'],
      timeout: ['5s', '10s'],
      retries: [2, 4],
      start_period: ['10s', '20s'],
      disable: [true, false],
    },
  },
  preStart: {
    at: (before) => ({ pre_start: [{ command: 'a', ...before }] }),
    samples: {
      command: ['a', 'b'],
      image: ['c:1', 'd:1'],
      user: ['1', '2'],
      working_dir: ['/a', '/b'],
      environment: [{ A: 1 }, { A: 2 }],
    },
  },
  deploy: {
    at: (deploy) => ({ deploy }),
    samples: {
      mode: ['global', 'replicated'],
      replicas: [2, 3],
      resources: [
        { limits: { cpus: '1', memory: '1g' } },
        { reservations: { cpus: '2', memory: '2g', devices: [{ count: 2 }] } },
      ],
      placement: [{ max_replicas_per_node: 1 }, { max_replicas_per_node: 0 }],
      update_config: [{ order: 'start-first' }, { order: 'stop-first' }],
    },
  },
};

const files: Readonly<Record<string, string>> = { 'a.env': 'A=1', 'b.env': 'A=2' };

function read(service: object): Imported {
  const text = JSON.stringify({
    services: {
      web: { image: 'web:1', ...service },
      db: { image: 'db:1', expose: [80] },
      cache: { image: 'cache:1', expose: [81], networks: ['own'] },
      once: { image: 'once:1', networks: ['own'] },
    },
    volumes: { data: {}, more: {} },
    secrets: { a: { external: true }, b: { external: true } },
  });
  return importCompose(text, { profiles: ['chosen'], readFile: (path) => files[path] });
}

/** What became of a field: the same kind from both values, or undefined. */
function fateOf(imports: readonly Imported[], field: string): string | undefined {
  const kinds = imports.flatMap(({ notes }) =>
    notes.filter((note) => note.field === field || note.field.startsWith(`${field}.`)).map(({ kind }) => kind),
  );
  return new Set(kinds).size === 1 ? kinds[0] : undefined;
}

function judge(field: string, samples: Sample, at: (value: unknown) => object): void {
  const imports = samples.map((value) => read(at(value)));
  const [one, other] = imports.map(({ system }) => JSON.stringify(system));
  const fate = fateOf(imports, field);
  const isSame = one === other;
  const ofBoth = imports.map(({ notes }) =>
    notes.some((note) => note.field === field || note.field.startsWith(`${field}.`)),
  );
  expect({ field, told: ofBoth }).toEqual({ field, told: [true, true] });
  if (fate === 'dropped') expect({ field, isSame }).toEqual({ field, isSame: true });
  if (fate === 'mapped' && !SAME_HERE.includes(field)) expect({ field, isSame }).toEqual({ field, isSame: false });
}

/** Fields that mean the same whatever they say, as what they ask for is always so here, or was done before. */
const SAME_HERE = ['services.web.cap_drop', 'services.web.profiles', 'services.web.init', 'services.web.network_mode'];

describe('the fields of Compose', () => {
  it.each(Object.keys(REFERENCE) as (keyof typeof REFERENCE)[])('each have a row: %s', (table) => {
    const known = Object.keys(TABLES[table]);
    expect(REFERENCE[table].filter((field) => !known.includes(field))).toEqual([]);
  });

  it('are no others than those of the reference, but for names of objects', () => {
    const others = Object.entries(TABLES).flatMap(([table, fields]) =>
      Object.keys(fields).filter((field) => !(REFERENCE as Record<string, readonly string[]>)[table]?.includes(field)),
    );
    expect(others).toEqual(['name']);
  });

  it('have two values each here', () => {
    expect(Object.keys(SERVICE).sort()).toEqual([...REFERENCE.service].sort());
  });

  /** What a field means only beside another. */
  const BESIDE: Readonly<Record<string, object>> = { cpu_period: { cpu_quota: 100_000 } };

  it.each(Object.entries(SERVICE))(
    'tell what became of them, and change the system where they are mapped: %s',
    (field, samples) => {
      judge(`services.web.${field}`, samples, (value) => ({ ...BESIDE[field], [field]: value }));
    },
  );

  describe.each(Object.entries(BELOW))('below %s', (table, { at, samples }) => {
    it.each(Object.entries(samples))('change the system where they are mapped: %s', (field, values) => {
      const imports = values.map((value) => read(at({ [field]: value })));
      const mapped = imports.every(({ notes }) =>
        notes.some((note) => note.kind === 'mapped' && note.field.endsWith(`.${field}`)),
      );
      expect(Object.keys(TABLES[table as keyof typeof TABLES])).toContain(field);
      const [one, other] = imports.map(({ system }) => JSON.stringify(system));
      if (mapped) expect(one).not.toBe(other);
    });
  });

  it('leave nothing unsaid that nobody knows', () => {
    const { notes } = read({ imagee: 'x', 'x-own': { a: 1 }, deploy: { replica: 2 } });
    expect(
      notes.filter(({ field }) => /imagee|x-own|replica/.test(field)).map(({ field, kind }) => [field, kind]),
    ).toEqual([
      ['services.web.imagee', 'dropped'],
      ['services.web.x-own', 'dropped'],
      ['services.web.deploy.replica', 'dropped'],
    ]);
  });
});
