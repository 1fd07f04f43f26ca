import type { ServiceInput } from '../../../src/spec/service';
import { describeRefusals, type Refusal } from '../../support/builders/describe-refusals';
import { judgeService } from '../../support/builders/judge-service';

const IMAGE = 'example/helper:1.0';
const sidecar = (overrides: object = {}) => ({ image: IMAGE, cpus: 0.25, memoryMiB: 256, ...overrides });

type Row = Refusal<Partial<ServiceInput>>;

const variables: Row[] = [
  {
    what: 'a variable that no shell could name',
    code: 'InvalidVariable',
    field: 'environment.2FAST',
    refused: { environment: { '2FAST': 1 } },
    legal: { environment: { TOO_FAST: 1 } },
  },
  {
    what: 'a parameter with a path that does not begin with a slash',
    code: 'InvalidSecretName',
    field: 'secrets.KEY.parameter',
    refused: { secrets: { KEY: { parameter: 'ads/key' } } },
    legal: { secrets: { KEY: { parameter: '/ads/key' } } },
    says: "secrets.KEY.parameter is 'ads/key', which AWS refuses; use a path that begins with '/', as in '/ads/bidder/token'",
  },
  {
    what: 'a secret whose name has a space',
    code: 'InvalidSecretName',
    field: 'secrets.KEY.secretsManager',
    refused: { secrets: { KEY: { secretsManager: 'my key' } } },
    legal: { secrets: { KEY: { secretsManager: 'my-key' } } },
  },
  {
    what: 'a path that a shell mounts itself',
    code: 'ReservedPath',
    field: 'writable.0',
    refused: { exec: true, writable: ['/managed-agents'] },
    legal: { exec: false, writable: ['/managed-agents'] },
  },
  {
    what: 'a secret that no shell could name',
    code: 'InvalidVariable',
    field: 'secrets.MY KEY',
    refused: { secrets: { 'MY KEY': { parameter: '/ads/key' } } },
    legal: { secrets: { MY_KEY: { parameter: '/ads/key' } } },
  },
  {
    what: 'a variable that is a secret too',
    code: 'DuplicateVariable',
    field: 'environment.MODE',
    refused: { environment: { MODE: 'a' }, secrets: { MODE: { parameter: '/ads/mode' } } },
    legal: { environment: { MODE: 'a' }, secrets: { MODE_KEY: { parameter: '/ads/mode' } } },
  },
  {
    what: 'a plain variable that looks like a secret',
    code: 'SecretInEnvironment',
    field: 'environment.DB_PASSWORD',
    refused: { environment: { DB_PASSWORD: 'hunter2' } },
    legal: { secrets: { DB_PASSWORD: { secretsManager: 'ads/db', key: 'password' } } },
    says: "environment.DB_PASSWORD is plain text (7 characters) under a name that holds secrets; move it to a secret store and name it in secrets.DB_PASSWORD; or say why it is fine in acknowledge['SecretInEnvironment.DB_PASSWORD']",
  },
];

const users: Row[] = [
  {
    what: 'a process that runs as root',
    code: 'RootUser',
    field: 'user',
    refused: { user: '0' },
    legal: { user: '1' },
    says: "user is '0', which is root; use a user of the image, as '1000:1000'; or say why it is fine in acknowledge['RootUser']",
  },
  {
    what: 'a process that runs as root in another group',
    code: 'RootUser',
    field: 'user',
    refused: { user: '00:1000' },
    legal: { user: '1000:0' },
  },
];

const limits: Row[] = [
  {
    what: 'a limit below the cores that are promised',
    code: 'LimitBelowRequest',
    field: 'limits.cpus',
    refused: { cpus: 2, limits: { cpus: 1.5 } },
    legal: { cpus: 2, limits: { cpus: 2 } },
    says: 'limits.cpus is 1.5 but cpus is 2; use 2 or more',
  },
  {
    what: 'a limit below the memory that is promised',
    code: 'LimitBelowRequest',
    field: 'limits.memoryMiB',
    refused: { memoryMiB: 1024, limits: { memoryMiB: 1023 } },
    legal: { memoryMiB: 1024, limits: { memoryMiB: 1024 } },
  },
  {
    what: 'a soft limit of the kernel above the hard one',
    code: 'SoftAboveHard',
    field: 'limits.ulimits.nofile.soft',
    refused: { limits: { ulimits: { nofile: { soft: 65_537, hard: 65_536 } } } },
    legal: { limits: { ulimits: { nofile: { soft: 65_536, hard: 65_536 }, memlock: { soft: 1, hard: -1 } } } },
  },
];

const paths: Row[] = [
  ...['cache', '/cache/', '/', '/my cache', '/a/../b', '/a/..', '/./a', '/a//b'].map((path) => ({
    what: `writable '${path}'`,
    code: 'InvalidPath',
    field: 'writable.0',
    refused: { writable: [path] },
    legal: { writable: ['/cache'] },
    says: `writable.0 is '${path}'; use an absolute path below '/', without a slash at its end`,
  })),
  {
    what: 'a path that is writable twice',
    code: 'DuplicatePath',
    field: 'writable.1',
    refused: { writable: ['/cache', { path: '/cache', sizeMiB: 10 }] },
    legal: { writable: ['/cache', { path: '/cache2', sizeMiB: 10 }] },
  },
  {
    what: 'writable paths that could fill all the memory',
    code: 'WritableExceedsMemory',
    field: 'writable',
    refused: { memoryMiB: 512, limits: { shmMiB: 64 }, writable: [{ path: '/cache', sizeMiB: 384 }] },
    legal: { memoryMiB: 512, limits: { shmMiB: 64 }, writable: [{ path: '/cache', sizeMiB: 383 }] },
    says: 'writable with /tmp and shared memory comes to 512 MiB, and it is memory of the container, which has 512; use less than 512 MiB in all, or raise memoryMiB',
  },
];

const others: Row[] = [
  {
    what: 'liveness that is asked again before it can have failed',
    code: 'HealthIntervalTooShort',
    field: 'health.liveness.intervalSeconds',
    refused: { health: { liveness: { command: ['true'], intervalSeconds: 5, timeoutSeconds: 6 } } },
    legal: { health: { liveness: { command: ['true'], intervalSeconds: 6, timeoutSeconds: 6 } } },
  },
  {
    what: "a sidecar with the name of the service's own container",
    code: 'DuplicateContainer',
    field: 'main',
    refused: { sidecars: { main: sidecar() } },
    legal: { sidecars: { helper: sidecar() } },
    says: "main is the name of the service's own container; rename one",
  },
  {
    what: 'an init container with the name of a sidecar',
    code: 'DuplicateContainer',
    field: 'helper',
    refused: { sidecars: { helper: sidecar() }, init: [{ name: 'helper', image: IMAGE }] },
    legal: { sidecars: { helper: sidecar() }, init: [{ name: 'prepare', image: IMAGE }] },
  },
  {
    what: 'a sidecar whose name ECS refuses',
    code: 'InvalidName',
    field: 'sidecars.Log.Router',
    refused: { sidecars: { 'Log.Router': sidecar() } },
    legal: { sidecars: { 'log-router': sidecar() } },
  },
  {
    what: 'an init container whose name ECS refuses',
    code: 'InvalidName',
    field: 'init.0.name',
    refused: { init: [{ name: 'load model', image: IMAGE }] },
    legal: { init: [{ name: 'load-model', image: IMAGE }] },
  },
  {
    what: 'a sidecar that runs as root',
    code: 'RootUser',
    field: 'sidecars.helper.user',
    refused: { sidecars: { helper: sidecar({ user: '0:0' }) } },
    legal: { sidecars: { helper: sidecar({ user: '0:0' }) }, acknowledge: { 'RootUser.helper': 'binds a raw socket' } },
  },
  {
    what: 'an init container with a secret in plain text',
    code: 'SecretInEnvironment',
    field: 'init.0.environment.TOKEN',
    refused: { init: [{ name: 'load', image: IMAGE, environment: { TOKEN: 'abc' } }] },
    legal: { init: [{ name: 'load', image: IMAGE, environment: { TOKEN_FILE: '/tmp/abc' } }] },
  },
];

const judge = (service: Partial<ServiceInput>) => judgeService({ service });

describe('a variable', () => {
  it('may have a name that every object of JavaScript has', () => {
    expect(judge({ environment: { toString: 'x', constructor: 'y' } as never })).toEqual([]);
  });
});

describe('a variable', () => describeRefusals(judge, variables));
describe('a user', () => describeRefusals(judge, users));
describe('a limit', () => describeRefusals(judge, limits));
describe('a writable path', () => describeRefusals(judge, paths));
describe('a container', () => describeRefusals(judge, others));
