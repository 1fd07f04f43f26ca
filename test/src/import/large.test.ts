import { SpecError } from '../../../src/errors';
import { importCompose } from '../../../src/import/compose/import-compose';
import { importMarathon } from '../../../src/import/marathon/import-marathon';
import { importSprint } from '../../../src/import/sprint/import-sprint';

const many = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const services = (count: number, make: (i: number) => object, rest: object = {}) =>
  JSON.stringify({
    services: Object.fromEntries(many(count, (i) => [`s${i}`, { image: 'a:1', ...make(i) }])),
    ...rest,
  });
const web = (fields: object) => JSON.stringify({ services: { web: { image: 'a:1', ...fields } } });
const app = (id: string, fields: object = {}) => ({ id, container: { docker: { image: 'a:1' } }, ...fields });
const LONG = 1_000_000;

/** Documents that would take for ever, or more memory or stack than there is, if something in them were read carelessly. */
const DOCUMENTS: readonly (readonly [what: string, read: (text: string) => unknown, text: string])[] = [
  ['services that extend each other in a row', importCompose, services(2000, (i) => ({ extends: `s${i + 1}` }))],
  [
    'services that wait for each other in a row',
    importCompose,
    services(2000, (i) => (i < 1999 ? { depends_on: [`s${i + 1}`] } : {})),
  ],
  [
    'services that run once, in a row',
    importCompose,
    services(5000, (i) =>
      i < 4999 ? { depends_on: { [`s${i + 1}`]: { condition: 'service_completed_successfully' } } } : {},
    ),
  ],
  ['services of one network', importCompose, services(3000, () => ({ expose: [80] }))],
  [
    'volumes',
    importCompose,
    services(3000, (i) => ({ volumes: [`v${i}:/a`] }), {
      volumes: Object.fromEntries(many(3000, (i) => [`v${i}`, {}])),
    }),
  ],
  ['mounts of one service', importCompose, web({ volumes: many(20_000, (i) => `/a/${i}:/b/${i}`) })],
  ['dollars', importCompose, web({ command: '$'.repeat(LONG) })],
  ['braces after dollars', importCompose, web({ command: '${'.repeat(LONG / 2) })],
  ['defaults of defaults', importCompose, web({ command: `${'${A:-'.repeat(LONG / 10)}${'}'.repeat(LONG / 10)}` })],
  ['braces', importCompose, web({ command: '{{'.repeat(LONG / 2) })],
  ['spaces', importCompose, web({ mem_limit: `1${' '.repeat(LONG)}x`, stop_grace_period: ' '.repeat(LONG) })],
  ['a long text', importCompose, web({ environment: { A: 'a'.repeat(LONG), HOST: '://'.repeat(LONG / 6) } })],
  ['a long volume', importCompose, web({ volumes: ['{{a'.repeat(LONG / 6)] })],
  ['a long quote', importCompose, web({ command: `"${'\\"'.repeat(LONG / 4)}` })],
  ['a long port', importCompose, web({ ports: ['1'.repeat(LONG), `${'1-'.repeat(LONG / 4)}:1`] })],
  ['numbers', importCompose, web({ cpus: 1e308, mem_limit: 1e308, scale: 1e300 })],
  ['apps', importMarathon, JSON.stringify(many(20_000, (i) => app(`/a${i}`)))],
  [
    'apps that depend on all',
    importMarathon,
    JSON.stringify({
      id: '/',
      apps: many(400, (i) => app(`/a${i}`, { dependencies: many(100, (k) => `/a${(i + k + 1) % 400}`) })),
    }),
  ],
  [
    'dependencies of one group',
    importMarathon,
    JSON.stringify({ id: '/g', dependencies: many(20_000, (i) => `/x${i}`), apps: many(400, (i) => app(`a${i}`)) }),
  ],
  ['a long id', importMarathon, JSON.stringify(app('a-'.repeat(LONG / 2)))],
  ['a long segment', importMarathon, JSON.stringify(app(`${'a-'.repeat(240)}!`))],
  [
    'labels',
    importMarathon,
    JSON.stringify(app('/a', { labels: Object.fromEntries(many(20_000, (i) => [`HAPROXY_${i}_VHOST`, 'a.com'])) })),
  ],
  [
    'jobs',
    importSprint,
    JSON.stringify(many(10_000, (i) => ({ labels: { name: `j${i}` }, container: { docker: { image: 'a:1' } } }))),
  ],
];

describe('a large document', () => {
  it.each(DOCUMENTS)('is read or refused while somebody waits: %s', (_, read, text) => {
    const before = Date.now();
    try {
      read(text);
    } catch (error) {
      if (!(error instanceof SpecError)) throw error;
    }
    expect(Date.now() - before).toBeLessThan(15_000);
  });
});
