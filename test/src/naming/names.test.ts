import fc from 'fast-check';
import { renderProblem } from '../../../src/errors';
import { KEY_RULES } from '../../../src/naming/key-rules';
import { NAME_RULES } from '../../../src/naming/name-rules';
import { checkName, type KeyKind, type NameKind, resourceName } from '../../../src/naming/names';
import { adversarialParts, PIECES } from './adversarial-names';
import { LEGAL_NAMES, PATH_KINDS } from './legal-names';

const kinds = Object.keys(NAME_RULES) as NameKind[];
const anyKind = fc.constantFrom(...kinds);
const anyPart = fc.oneof(
  fc.constantFrom(...PIECES),
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
);
const anyParts = fc.array(anyPart, { maxLength: 6 });
const label = fc.stringMatching(/^[a-z][a-z0-9]{0,7}(-[a-z0-9]{1,6}){0,2}$/);

/** What makes two inputs the same: in a path it does not matter which part a segment came in. */
const identity = (kind: NameKind, parts: string[]) =>
  PATH_KINDS.includes(kind)
    ? parts
        .flatMap((p) => p.split('/'))
        .filter((s) => s !== '')
        .join('/')
    : JSON.stringify(parts);

function expectUnique(kind: NameKind, inputs: string[][]): void {
  const names = new Map<string, string>();
  for (const parts of inputs) {
    const name = resourceName(kind, ...parts);
    const other = names.get(name);
    if (other !== undefined && other !== identity(kind, parts))
      throw new Error(`${kind} ${name}: ${other} and ${JSON.stringify(parts)}`);
    names.set(name, identity(kind, parts));
  }
}

describe('the name of a resource', () => {
  it('is legal in AWS, whatever it is made of', () => {
    fc.assert(
      fc.property(anyKind, anyParts, (kind, parts) => {
        const name = resourceName(kind, ...parts);
        const { pattern, refused } = LEGAL_NAMES[kind];
        expect(name).toMatch(pattern);
        if (refused !== undefined) expect(name).not.toMatch(refused);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(kinds)('is legal and unique over a thousand adversarial inputs: %s', (kind) => {
    const inputs = adversarialParts(1000);
    const { pattern, refused } = LEGAL_NAMES[kind];
    const illegal = inputs
      .map((parts) => resourceName(kind, ...parts))
      .filter((name) => !pattern.test(name) || refused?.test(name));
    expect(illegal).toEqual([]);
    expectUnique(kind, inputs);
  });

  it('is unique over a hundred thousand adversarial inputs where names are shortest', () => {
    expectUnique('loadBalancer', adversarialParts(100_000));
  }, 60_000);

  it('is its own name', () => {
    fc.assert(
      fc.property(anyKind, anyParts, (kind, parts) => {
        const name = resourceName(kind, ...parts);
        expect(resourceName(kind, name)).toBe(name);
      }),
      { numRuns: 2000 },
    );
  });

  it('can be read back where it is short and was not changed', () => {
    fc.assert(
      fc.property(fc.array(label, { minLength: 2, maxLength: 4 }), (parts) => {
        const name = resourceName('cluster', ...parts);
        expect(name.split(name.includes('--') ? '--' : '-')).toEqual(parts);
      }),
    );
  });

  it('differs where parts are cut at different hyphens', () => {
    expect(resourceName('role', 'prod', 'ads', 'x-y')).toBe('prod--ads--x-y');
    expect(resourceName('role', 'prod', 'ads-x', 'y')).toBe('prod--ads-x--y');
    expect(resourceName('role', 'prod', 'ads', 'x', 'y')).toBe('prod-ads-x-y');
  });

  it('begins and ends as its kind does', () => {
    expect(resourceName('logGroup', 'stowage', 'prod', 'ads/bidder')).toBe('/stowage/prod/ads/bidder');
    expect(resourceName('logGroup', '/stowage/prod/ads/bidder')).toBe('/stowage/prod/ads/bidder');
    expect(resourceName('ssmParameter', 'stowage', 'prod', 'contract')).toBe('/stowage/prod/contract');
    expect(resourceName('kmsAlias', 'prod', 'logs')).toBe('alias/prod/logs');
    expect(resourceName('securityGroupPrefix', 'prod', 'ads')).toBe('prod-ads-');
  });

  it('says what it is of, and ends in a hash, where it had to be changed or cut', () => {
    expect(resourceName('role', 'Prod', 'ads')).toMatch(/^prod-ads-[0-9a-z]{8}$/);
    expect(resourceName('capacityProvider', 'aws', 'general')).toMatch(/^x-aws-general-[0-9a-z]{8}$/);
    expect(resourceName('loadBalancer', 'production-europe', 'public-gateway')).toMatch(
      /^production-europe--publ-[0-9a-z]{8}$/,
    );
    expect(resourceName('secret', 'prod', 'db-master')).toMatch(/^prod\/db-master-[0-9a-z]{8}$/);
    expect(resourceName('bucket', 'état')).toMatch(/^etat-[0-9a-z]{8}$/);
  });

  it('is the same in every release', () => {
    expect(resourceName('targetGroup', 'production', 'recommendations', 'ctr-predictor')).toBe(
      'production-recommendati-kkodkek3',
    );
  });

  it('of every kind has a source', () => {
    expect(kinds.filter((kind) => NAME_RULES[kind].source.length < 10)).toEqual([]);
  });
});

describe('a name that a user gives', () => {
  const keyKinds = Object.keys(KEY_RULES) as KeyKind[];
  const anyKeyKind = fc.constantFrom(...keyKinds);
  const anyName = fc.oneof(anyPart, label, fc.stringMatching(/^[a-zA-Z0-9_ -]{0,60}$/));

  it('is accepted exactly where it is a short label that starts with a letter and is not reserved', () => {
    fc.assert(
      fc.property(anyKeyKind, anyName, (kind, name) => {
        const { max, reserved } = KEY_RULES[kind];
        const isLabel =
          /^[a-z](-?[a-z0-9])*$/.test(name) && name.length <= max && !reserved.some((r) => r.pattern.test(name));
        expect(checkName(kind, name, 'name').map((p) => p.code)).toEqual(isLabel ? [] : ['InvalidName']);
      }),
      { numRuns: 1500 },
    );
  });

  it('is mended by the fix', () => {
    fc.assert(
      fc.property(anyKeyKind, anyName, (kind, name) => {
        const fix = checkName(kind, name, 'name')[0]?.fix ?? `use '${name}'`;
        expect(checkName(kind, /^use '(.*)'$/.exec(fix)?.[1] ?? '', 'name')).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });

  it('never has to be changed in the name of a resource that has room for it', () => {
    const names = (kind: KeyKind) => label.filter((name) => checkName(kind, name, 'name').length === 0);
    fc.assert(
      fc.property(names('environment'), names('system'), names('service'), (environment, system, service) => {
        for (const kind of [
          'service',
          'taskFamily',
          'capacityProvider',
          'logGroup',
          'ssmParameter',
          'repository',
        ] as const) {
          expect(resourceName(kind, environment, system, service).endsWith(service)).toBe(true);
        }
      }),
    );
  });

  it.each([
    ['service', 'Ctr_Predictor', "and a name has lower-case letters, digits and hyphens only; use 'ctr-predictor'"],
    ['service', 'ctrPredictor', "and a name has lower-case letters, digits and hyphens only; use 'ctr-predictor'"],
    ['service', '3d-model', "and a name starts with a letter; use 'svc-3d-model'"],
    ['service', 'a--b-', "and a name has no hyphen at its end, nor two in a row; use 'a-b'"],
    ['service', 'constructor', "a word that every object of JavaScript keeps for itself; use 'svc-constructor'"],
    ['service', 'localhost', "in a container it is the container itself; use 'svc-localhost'"],
    [
      'environment',
      'aws-prod',
      "no ECS capacity provider may begin with 'aws', 'ecs' or 'fargate'; use 'env-aws-prod'",
    ],
    [
      'environment',
      'production-europe',
      "17 characters, and 16 is the most that leaves composed names readable; use 'production-europ'",
    ],
    ['port', '', "and a name has at least one character; use 'port'"],
    ['system', 'aws', "AWS keeps the word for itself; use 'sys-aws'"],
  ] as const)('is refused: %s %j', (kind, name, message) => {
    expect(checkName(kind, name, 'name').map(renderProblem)).toEqual([`name is '${name}', ${message} [InvalidName]`]);
  });
});
