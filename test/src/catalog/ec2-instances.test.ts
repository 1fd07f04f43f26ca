import fc from 'fast-check';
import {
  EC2_CATALOG,
  familyOf,
  type InstanceType,
  instanceType,
  instanceTypes,
  NO_ECS_TRUNK,
  nearestInstanceType,
  trunkingSupported,
} from '../../../src/catalog/ec2-instances';

const all = [...instanceTypes().values()];
const anyType = fc.constantFrom(...all);

function known(name: string): InstanceType {
  const type = instanceType(name);
  if (type === undefined) throw new Error(`the catalog has no ${name}`);
  return type;
}

/** Levenshtein's distance by its textbook recurrence, to judge the library's answer by. */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

describe('the catalog of EC2 instance types', () => {
  test('says where its facts come from and when they were true', () => {
    expect(EC2_CATALOG).toEqual({
      source: expect.stringContaining('Karpenter'),
      date: expect.stringMatching(/^20\d\d-\d\d-\d\d$/),
      region: 'us-east-1',
    });
  });

  test('has only whole and possible facts of each type', () => {
    const impossible = all.filter((t) => {
      const counts = [t.vcpu, t.memoryMiB, t.enis ?? 2, t.branchEnis ?? 1, t.networkMbps ?? 1, t.ebsMbps ?? 1];
      const amounts = [t.efa, t.nvmeGB, t.gpus, t.accelerator?.count ?? 0];
      return (
        !/^[a-z0-9-]+\.[a-z0-9-]+$/.test(t.type) ||
        !['amd64', 'arm64'].includes(t.arch) ||
        !['nitro', 'xen', ''].includes(t.hypervisor) ||
        counts.some((n) => !Number.isInteger(n) || n < 1) ||
        amounts.some((n) => !Number.isInteger(n) || n < 0) ||
        (t.usdPerHour !== undefined && !(t.usdPerHour > 0 && t.usdPerHour < 1000)) ||
        (t.accelerator !== undefined && !['nvidia', 'aws', 'amd', 'qualcomm'].includes(t.accelerator.vendor)) ||
        t.eniCards?.reduce((sum, n) => sum + n, 0) !== t.enis
      );
    });
    expect(impossible).toEqual([]);
  });

  test('has no fact that its type does not name', () => {
    const named =
      'type arch vcpu memoryMiB enis eniCards branchEnis efa networkMbps ebsMbps nvmeGB hypervisor usdPerHour accelerator ebsAttachments gpus';
    const unknown = new Set(all.flatMap((t) => Object.keys(t)).filter((key) => !named.split(' ').includes(key)));
    expect([...unknown]).toEqual([]);
    expect(all.length).toBeGreaterThan(1300);
  });

  test('counts as GPUs only whole NVIDIA devices', () => {
    const gpus = ['g5.48xlarge', 'p5.48xlarge', 'g6f.large', 'g4ad.16xlarge', 'inf2.48xlarge', 'm6i.large'];
    expect(gpus.map((name) => instanceType(name)?.gpus)).toEqual([8, 8, 0, 0, 0, 0]);
  });

  test('knows nothing of a name that EC2 does not have', () => {
    expect(instanceType('m6i.huge')).toBeUndefined();
  });
});

describe('trunking', () => {
  test('is refused to every family and type that ECS excludes', () => {
    fc.assert(
      fc.property(anyType, (type) => {
        const excluded = NO_ECS_TRUNK.types.has(type.type) || NO_ECS_TRUNK.families.has(familyOf(type.type));
        expect(trunkingSupported(type)).toBe(type.branchEnis !== undefined && !excluded);
      }),
    );
  });

  test('is as the ECS guide lists it for types that people pick', () => {
    const answer = (name: string) => [name, trunkingSupported(known(name))];
    const yes = ['m5.large', 'm6i.2xlarge', 'c7g.medium', 'r6id.metal', 'g5.xlarge', 'p4d.24xlarge', 'trn1.32xlarge'];
    const no = ['t3.large', 't4g.medium', 'g4dn.xlarge', 'c5n.large', 'inf1.xlarge', 'p3dn.24xlarge', 'r5.8xlarge'];
    expect(yes.map(answer)).toEqual(yes.map((name) => [name, true]));
    expect(no.map(answer)).toEqual(no.map((name) => [name, false]));
  });

  // "Task limit with ENI trunking" of the ECS guide. The catalog counts as EKS does, which must never be more.
  test.each([
    ['a1.medium', 10],
    ['m5.large', 10],
    ['m6i.2xlarge', 40],
    ['m6i.8xlarge', 90],
    ['m7g.medium', 4],
    ['c5.24xlarge', 120],
    ['r6a.48xlarge', 120],
    ['x2iedn.xlarge', 13],
    ['i4i.xlarge', 8],
    ['u-3tb1.56xlarge', 12],
    ['g4ad.16xlarge', 12],
    ['g5.xlarge', 6],
    ['g5.2xlarge', 19],
    ['g5.48xlarge', 120],
    ['trn1.2xlarge', 19],
    ['p4d.24xlarge', 120],
  ])('of %s promises no more than the %d tasks that ECS allows', (name, limit) => {
    expect(instanceType(name)?.branchEnis).toBeLessThanOrEqual(limit);
  });
});

describe('the type that was meant', () => {
  test('is the type itself where it exists, whatever its case', () => {
    fc.assert(fc.property(anyType, ({ type }) => nearestInstanceType(` ${type.toUpperCase()} `) === type));
  });

  test('of a name with one wrong letter is at most one letter away', () => {
    const typo = fc.tuple(anyType, fc.nat(), fc.constantFrom('x', '7', '.')).map(([{ type }, at, letter]) => {
      const i = at % type.length;
      return type.slice(0, i) + letter + type.slice(i + 1);
    });
    fc.assert(
      fc.property(typo, (name) => {
        const meant = nearestInstanceType(name);
        expect(meant).toBeDefined();
        expect(edits(name, meant ?? '')).toBeLessThanOrEqual(1);
      }),
    );
  });

  test.each([
    ['m6i.lrage', 'm6i.large'],
    ['g5xlarge', 'g5.xlarge'],
    ['p5.48xl', 'p5.48xlarge'],
    ['banana', undefined],
    ['', undefined],
  ])('of %p is %p', (name, meant) => {
    expect(nearestInstanceType(name)).toBe(meant);
  });
});
