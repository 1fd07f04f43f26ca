import { renderProblem } from '../../../src/errors';
import { serviceWarnings } from '../../../src/rules/service-warnings';
import type { EnvironmentInput } from '../../../src/spec/environment';
import { queueSpec } from '../../../src/spec/queue';
import type { ServiceInput } from '../../../src/spec/service';
import { testContract } from '../../support/builders/test-contract';
import { testServiceSpec } from '../../support/builders/test-service';

const told = (
  service: Partial<ServiceInput>,
  visibilityTimeoutSeconds = 60,
  environment: Partial<EnvironmentInput> = {},
) =>
  serviceWarnings(testServiceSpec(service), {
    system: 'ads',
    contract: testContract(environment),
    queues: { 'ads/jobs': queueSpec.parse({ visibilityTimeoutSeconds }) },
  }).map(renderProblem);

describe('the warnings about a service', () => {
  it('names a service that sleeps by its schedules while others may call it', () => {
    const night = { night: { cron: '0 20 * * ? *', max: 0 }, morning: { cron: '0 8 * * ? *', min: 1 } };
    const called = { routes: [{ path: '/*' }], scaling: { schedules: night } };
    expect(told({ ...called, replicas: { min: 0, max: 4 } })).toEqual([
      'replicas.min is 0 and others may call it: they get errors from the first deployment until a schedule brings replicas, and whenever one lets them go; use 1 or more [CalledWhileAsleep]',
    ]);
    expect(told({ replicas: { min: 0, max: 4 }, scaling: { schedules: night } })).toEqual([]);
    expect(told({ ...called, replicas: 0, scaling: {} })).toEqual([]);
  });

  it('names one that is debugged where it is protected', () => {
    expect(told({ debug: true }, 60, { protect: true })).toEqual([
      'debug is true and the environment protected: people with the permission may open a shell in it; turn it off when what was wrong is found [DebugOn]',
    ]);
    expect([told({ debug: true }, 60, { protect: false }), told({ exec: true }, 60, { protect: true })]).toEqual([
      [],
      [],
    ]);
  });

  const consume = (queue: string) => ({ kind: 'queue' as const, queue, actions: ['consume' as const] });

  it('names a service that grows by the messages of a queue which it may not take', () => {
    const scaling = { queueDelay: { queue: 'jobs', acceptableSeconds: 60, processingSeconds: 5 } };
    const undrained = [
      "scaling.queueDelay.queue is 'jobs', and the service may not take messages from it: it would grow to its most replicas and drain nothing; add { kind: 'queue', actions: ['consume'] } of it to `access` [NothingConsumes]",
    ];
    expect(told({ scaling })).toEqual(undrained);
    expect(told({ scaling, access: [{ ...consume('jobs'), actions: ['publish'] }] })).toEqual(undrained);
    expect(told({ scaling, access: [consume('recs/jobs')] })).toEqual(undrained);
    expect(told({ scaling, access: [consume('ads/jobs')] })).toEqual([]);
    expect(told({ scaling, access: [consume('arn:aws:sqs:us-east-1:123456789012:jobs')] })).toEqual([]);
  });

  it('names a queue that hands messages out again while they are worked on', () => {
    const worker = {
      scaling: { queueDelay: { queue: 'jobs', acceptableSeconds: 600, processingSeconds: 61 } },
      access: [consume('jobs')],
    };
    expect(told(worker)).toEqual([
      "scaling.queueDelay.processingSeconds is 61, and queue 'jobs' hands a message out again after 60 seconds, while it is worked on; raise visibilityTimeoutSeconds of the queue above 61 [RedeliveredWhileWorkedOn]",
    ]);
    expect(told(worker, 61)).toEqual([]);
  });

  it('names schedules after the last of which no change of replicas arrives', () => {
    const once = { sale: { at: '2026-11-27T06:00:00', min: 3 } };
    const timed = (schedules: NonNullable<NonNullable<ServiceInput['scaling']>['schedules']>) =>
      told({ replicas: { min: 1, max: 4 }, scaling: { schedules } });
    expect(timed(once)).toEqual([
      'scaling.schedules happen once each: when all are past, a change of replicas reaches AWS no more; delete those that are past, or add one with `cron` [BoundsLeftToSchedules]',
    ]);
    expect(timed({ ...once, morning: { cron: '0 8 * * ? *', min: 2 } })).toEqual([]);
  });

  it('names images that a registry would fetch at the first pull where a network has no way out', () => {
    const hub = { repository: 'hub/library/redis', tag: '7.4' };
    const own = { repository: 'hubs/redis', tag: '7.4' };
    const pulls = (nat: 'none' | 'single', service: Partial<ServiceInput>) =>
      told(service, 60, {
        network: { nat },
        registry: { pullThrough: { hub: { upstream: 'public.ecr.aws' } } },
      });
    const sidecars = { cache: { image: hub, cpus: 0.1, memoryMiB: 128 } };
    expect(pulls('none', { image: hub, sidecars })).toEqual([
      "image is of 'hub/library/redis', which the registry fetches at the first pull, and that fails in a network without NAT: no replica starts until it was pulled from elsewhere; pull each version once where there is a way out, or use network.nat 'single' or 'per-zone' [FirstPullNeedsNat]",
      expect.stringMatching(/^sidecars\.cache\.image is of .* \[FirstPullNeedsNat\]$/),
    ]);
    expect(pulls('none', { image: own })).toEqual([]);
    expect(pulls('single', { image: hub, sidecars })).toEqual([]);
  });
});
