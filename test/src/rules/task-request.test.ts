import fc from 'fast-check';
import { taskRequest } from '../../../src/rules/task-request';
import { SERVICE_CONNECT_PROXY } from '../../../src/sizing/task-fit';
import type { ServiceInput } from '../../../src/spec/service';
import { containerDefinitions, taskCpuUnits } from '../../../src/task/container-definitions';
import { testServiceSpec } from '../../support/builders/test-service';

const CONTEXT = {
  place: { name: 'test', account: '123456789012', region: 'us-east-1' },
  registry: { account: '123456789012', region: 'us-east-1' },
  system: 'ads',
  service: 'bidder',
  logGroup: '/test/ads/bidder',
  callees: [],
};

const size = fc.record({
  cpus: fc.double({ min: 0.001, max: 8, noNaN: true }),
  memoryMiB: fc.integer({ min: 6, max: 8192 }),
});
const anyService: fc.Arbitrary<Partial<ServiceInput>> = fc
  .record({
    own: size,
    limit: fc.option(fc.double({ min: 8, max: 16, noNaN: true })),
    others: fc.array(size, { maxLength: 3 }),
    inits: fc.array(size, { maxLength: 3 }),
  })
  .map(({ own, limit, others, inits }) => ({
    ...own,
    ...(limit !== null && { limits: { cpus: limit } }),
    sidecars: Object.fromEntries(others.map((o, i) => [`s${i}`, { image: 'a/b:1', ...o }])),
    init: inits.map((o, i) => ({ name: `i${i}`, image: 'a/b:1', ...o })),
  }));

const sum = (values: readonly unknown[]) => values.reduce<number>((total, value) => total + Number(value), 0);

describe('what a replica asks of a host', () => {
  it('is what ECS sets aside: the sum over its containers and the proxy, or the limit of the task', () => {
    fc.assert(
      fc.property(anyService, (input) => {
        const service = testServiceSpec(input);
        const containers = containerDefinitions(service, CONTEXT);
        const request = taskRequest(service);
        const cpu = taskCpuUnits(service) ?? sum(containers.map((c) => c.cpu)) + SERVICE_CONNECT_PROXY.cpuUnits;
        expect(request.cpus * 1024).toBeCloseTo(cpu, 6);
        expect(request.memoryMiB).toBe(
          sum(containers.map((c) => c.memoryReservation ?? c.memory)) + SERVICE_CONNECT_PROXY.memoryMiB,
        );
      }),
    );
  });

  it('never falls below what its containers are promised', () => {
    fc.assert(
      fc.property(anyService, (input) => {
        const service = testServiceSpec(input);
        const promised = sum([service, ...Object.values(service.sidecars), ...service.init].map((c) => c.cpus));
        expect(taskRequest(service).cpus).toBeGreaterThan(promised);
      }),
    );
  });

  it('has the GPUs of the service', () => {
    expect(taskRequest(testServiceSpec({ gpus: 4 })).gpus).toBe(4);
  });
});
