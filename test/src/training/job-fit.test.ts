import fc from 'fast-check';
import { jobSpec } from '../../../src/spec/training/job';
import { jobFit, queueHosts, roomOf, runCost } from '../../../src/training/job-fit';
import { anyType, typeNamed } from '../sizing/arbitraries';

const job = (said: object) =>
  jobSpec.parse({ image: 'docker.io/library/python:3.13', cpus: 4, memoryMiB: 14_000, ...said });
const anyJob = fc.record({
  cpus: fc.integer({ min: 1, max: 128 }),
  memoryMiB: fc.integer({ min: 128, max: 400_000 }),
  gpus: fc.integer({ min: 0, max: 8 }),
  nodes: fc.constantFrom(1, 1, 1, 2),
});

describe('what a host makes of a job', () => {
  it('is as many containers as it has room for, and not one more', () => {
    fc.assert(
      fc.property(anyJob, anyType, (said, type) => {
        const [fit] = jobFit(said, [type.type]).hosts;
        const room = roomOf(type);
        const fits = (n: number) =>
          n * said.cpus <= type.vcpu && n * said.memoryMiB <= room.memoryMiB && n * said.gpus <= type.gpus;
        const copies = fit?.copies as number;
        expect(fits(copies)).toBe(true);
        if (said.nodes === 1) expect(fits(copies + 1)).toBe(false);
        else expect(copies).toBe(fits(1) ? 1 : 0);
        expect(copies > 0).toBe((fit?.share as number) <= 1);
      }),
    );
  });

  it('does not count network interfaces: a host of three holds eight containers', () => {
    expect(typeNamed('g4dn.2xlarge').enis).toBe(3);
    expect(jobFit(job({ cpus: 1, memoryMiB: 1024 }), ['g4dn.2xlarge']).hosts[0]?.copies).toBe(8);
  });

  it('leaves out what the kernel and the agent need: nominal memory fits nowhere', () => {
    fc.assert(
      fc.property(anyType, (type) => {
        const { hosts, holding } = jobFit(job({ cpus: 1, memoryMiB: type.memoryMiB }), [type.type]);
        expect(holding).toEqual([]);
        expect(hosts[0]?.memoryMiB).toBeLessThan(type.memoryMiB);
      }),
    );
  });

  it('has no whole GPU where there is a part of one', () => {
    expect(jobFit(job({ cpus: 1, memoryMiB: 1024, gpus: 1 }), ['g6f.xlarge', 'g6.xlarge'])).toMatchObject({
      holding: ['g6.xlarge'],
      notHolding: ['g6f.xlarge'],
    });
  });

  it('says what is used, and of what', () => {
    expect(jobFit(job({ cpus: 12, memoryMiB: 40_000, gpus: 1 }), ['g5.12xlarge']).hosts).toEqual([
      {
        type: 'g5.12xlarge',
        vcpus: 48,
        memoryMiB: 182_361,
        gpus: 4,
        copies: 4,
        share: 0.25,
        used: { vcpus: 48, memoryMiB: 160_000, gpus: 4 },
        usdPerHour: 5.672,
      },
    ]);
  });
});

describe('the hosts of a full queue', () => {
  it('share runs of one host, and give each node one of its own', () => {
    const said = { cpus: 12, memoryMiB: 40_000, gpus: 1 };
    expect(queueHosts(job({ ...said, array: 10 }), ['g5.12xlarge', 'g5.xlarge'], 96)).toEqual([
      { type: 'g5.12xlarge', wanted: 3, atMost: 2 },
    ]);
    expect(queueHosts(job({ ...said, nodes: 4 }), ['g5.12xlarge'], 96)).toEqual([
      { type: 'g5.12xlarge', wanted: 4, atMost: 2 },
    ]);
  });
});

describe('what a job costs at most', () => {
  const types = ['g5.12xlarge', 'g5.24xlarge'];

  it('is every attempt of every run on the dearest host that holds it', () => {
    const said = job({ gpus: 1, timeoutSeconds: 7200, sweep: { LR: [0.1, 0.01] } });
    expect(runCost(said, [...types, 'g5.xlarge'])).toEqual({
      hostHours: 12,
      unpriced: [],
      dearest: 'g5.24xlarge',
      atMostUsd: 12 * 8.144,
    });
  });

  it('grows with each of these', () => {
    const usd = (more: object) =>
      runCost(job({ timeoutSeconds: 3600, retries: { attempts: 2 }, nodes: 1, ...more }), types).atMostUsd as number;
    const once = usd({});
    expect(once).toBeCloseTo(2 * 8.144);
    expect(usd({ timeoutSeconds: 7200 })).toBeCloseTo(2 * once);
    expect(usd({ retries: { attempts: 4 } })).toBeCloseTo(2 * once);
    expect(usd({ nodes: 3 })).toBeCloseTo(3 * once);
    expect(usd({ array: 5 })).toBeCloseTo(5 * once);
  });

  it('is not known, and not nothing, where one price is not', () => {
    const cost = runCost(job({ gpus: 1 }), ['g5.12xlarge', 'p5e.48xlarge']);
    expect(cost).toEqual({ hostHours: 72, unpriced: ['p5e.48xlarge'] });
  });
});
