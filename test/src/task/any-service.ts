import fc from 'fast-check';
import type { ServiceInput } from '../../../src/spec/service';

const name = fc.stringMatching(/^[a-z][a-z0-9]{0,6}$/).filter((n) => n !== 'main');
const variable = fc.stringMatching(/^[A-Z][A-Z0-9_]{0,8}$/);
const image = fc.constantFrom<ServiceInput['image']>(
  'public.ecr.aws/nginx/nginx:1.27.5',
  { repository: 'ads/bidder', tag: '1.0' },
  { repository: 'ads/bidder', digest: `sha256:${'0a'.repeat(32)}` },
);
const plain = fc.dictionary(variable, fc.oneof(fc.string(), fc.integer(), fc.boolean()), { maxKeys: 3 });
const secrets = fc.dictionary(
  variable.map((v) => `S_${v}`),
  fc.constantFrom({ parameter: '/ads/key' }, { secretsManager: 'ads/key', key: 'value' }),
  { maxKeys: 2 },
);
const limits = fc.record(
  {
    shmMiB: fc.integer({ min: 1, max: 64 }),
    ulimits: fc.constantFrom({}, { nofile: { soft: 1, hard: 2 }, core: { soft: 0, hard: 0 } }),
  },
  { requiredKeys: [] },
);
const container = {
  image,
  environment: plain,
  secrets,
  limits,
  writable: fc.constantFrom<NonNullable<ServiceInput['writable']>>([], ['/cache'], [{ path: '/tmp', sizeMiB: 128 }]),
  health: fc.constantFrom<NonNullable<ServiceInput['health']>>({}, { liveness: { command: ['true'] } }),
};
const size = { cpus: fc.double({ min: 0.01, max: 4, noNaN: true }), memoryMiB: fc.integer({ min: 256, max: 4096 }) };

const sidecar = fc.record(
  { ...container, ...size, essential: fc.boolean() },
  { requiredKeys: ['image', 'cpus', 'memoryMiB'] },
);
const init = fc.record({ ...container, command: fc.constant(['load']) }, { requiredKeys: ['image'] });
const optional = {
  ...container,
  command: fc.array(fc.string(), { maxLength: 3 }),
  gpus: fc.integer({ min: 0, max: 2 }),
  exec: fc.boolean(),
  ports: fc.dictionary(name, fc.record({ number: fc.integer({ min: 1, max: 65_535 }) }), { maxKeys: 3 }),
};

/** A service with sidecars that wait for each other in the order of their names, and init containers. */
export const anyService: fc.Arbitrary<Partial<ServiceInput>> = fc
  .record({
    own: fc.record({ ...optional, ...size }, { requiredKeys: ['image', 'cpus', 'memoryMiB'] }),
    names: fc.uniqueArray(name, { maxLength: 5 }),
    sidecars: fc.array(sidecar, { minLength: 5, maxLength: 5 }),
    inits: fc.array(init, { minLength: 5, maxLength: 5 }),
    split: fc.nat({ max: 5 }),
    waiting: fc.boolean(),
  })
  .map(({ own, names, sidecars, inits, split, waiting }) => {
    const sideNames = names.slice(0, split).sort();
    const after = (i: number) => (waiting && i > 0 ? { [sideNames[i - 1] as string]: 'START' as const } : {});
    return {
      ...own,
      sidecars: Object.fromEntries(sideNames.map((n, i) => [n, { ...sidecars[i], startAfter: after(i) }])),
      init: names.slice(split).map((n, i) => ({ name: n, ...inits[i] })),
      startAfter: after(sideNames.length),
    } as Partial<ServiceInput>;
  });
