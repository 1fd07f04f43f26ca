import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderProblem } from '../src/errors';
import { resolveAll } from '../src/rules/resolve-all';
import { resolveEnvironment } from '../src/rules/resolve-environment';
import { COMFORTABLE_RESOURCES, platformWarnings, serviceWarnings, sizeWarnings } from '../src/rules/warnings';
import type { EnvironmentInput } from '../src/spec/environment';
import { queueSpec } from '../src/spec/queue';
import type { ServiceInput } from '../src/spec/service';
import { buildApp } from '../stacks/app';
import { environments } from '../stacks/environments';
import { printWarnings, warningsOf } from '../stacks/warnings';
import { testEnvironment } from './support/builders/test-environment';
import { testServiceSpec } from './support/builders/test-service';
import { testSystem } from './support/builders/test-system';

const outdir = mkdtempSync(join(tmpdir(), 'stowage-warnings-'));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

const LATEST =
  "fleets.general.amiRelease is 'latest': hosts get new images without a plan that shows it; pin a release [MovingImage]";
const NAT =
  "quotas.elasticIpsPerRegion is 5, and the environment needs 5: 5 for network.nat; before it needs more, raise 'EC2-VPC Elastic IPs' L-0263D0A3 in Service Quotas, and say so in quotas.elasticIpsPerRegion; or use network.nat 'single' [QuotaNear]";

const input: EnvironmentInput = testEnvironment({
  zones: [...'abcde'].map((letter) => `us-east-1${letter}`),
  fleets: { general: { instanceTypes: ['m6i.2xlarge'], amiRelease: 'latest', maxHosts: 4 } },
});

describe('warnings', () => {
  it('are all there before anything is built, for those who explain a platform', () => {
    const environment = resolveEnvironment(input);
    const warnings = platformWarnings(environment, resolveAll([testSystem()], environment));
    expect(warnings.map(renderProblem)).toEqual([LATEST, NAT]);
  });

  it('are said on what is built, where the cdktf CLI finds them, and on no results', () => {
    const app = buildApp(input, { systems: [testSystem()], app: { outdir } });
    app.synth();
    expect(warningsOf(app).sort()).toEqual([LATEST, NAT]);
    const told = jest.spyOn(console, 'warn').mockImplementation(() => {});
    printWarnings(app);
    expect(told.mock.calls).toEqual(warningsOf(app).map((warning) => [`warning: ${warning}`]));
    told.mockRestore();
  });

  it('names a service that sleeps while others may call it', () => {
    const worker: Partial<ServiceInput> = {
      replicas: { min: 0, max: 4 },
      scaling: { queueDelay: { queue: 'jobs', acceptableSeconds: 60, processingSeconds: 5 } },
      access: [{ kind: 'queue', queue: 'jobs', actions: ['consume'] }],
    };
    const sqs = testEnvironment({ network: { cidr: '10.40.0.0/16', endpoints: ['sqs'] } });
    const called = (more: Partial<ServiceInput>) =>
      warningsOf(
        buildApp(sqs, {
          systems: [{ ...testSystem({ worker: { ...worker, ...more } }), queues: { jobs: {} } }],
          app: { outdir },
        }),
      );
    expect(called({ ports: { http: { number: 8080 } }, routes: [{ path: '/work/*' }] })).toEqual([
      'ads.services.worker.replicas.min is 0 and others may call it: they get errors while its queue is empty and no replica runs; use 1 or more, or reach it by its queue alone [CalledWhileAsleep]',
    ]);
    expect(called({ ports: {}, routes: [] })).toEqual([]);
  });

  const told = (service: Partial<ServiceInput>, visibilityTimeoutSeconds = 60) =>
    serviceWarnings(testServiceSpec(service), 'ads', {
      'ads/jobs': queueSpec.parse({ visibilityTimeoutSeconds }),
    }).map(renderProblem);

  it('names a service that sleeps by its schedules while others may call it', () => {
    const night = { night: { cron: '0 20 * * ? *', max: 0 }, morning: { cron: '0 8 * * ? *', min: 1 } };
    const called = { routes: [{ path: '/*' }], scaling: { schedules: night } };
    expect(told({ ...called, replicas: { min: 0, max: 4 } })).toEqual([
      'replicas.min is 0 and others may call it: they get errors from the first deployment until a schedule brings replicas, and whenever one lets them go; use 1 or more [CalledWhileAsleep]',
    ]);
    expect(told({ replicas: { min: 0, max: 4 }, scaling: { schedules: night } })).toEqual([]);
    expect(told({ ...called, replicas: 0, scaling: {} })).toEqual([]);
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

  it('has none for the examples', () => {
    for (const environment of Object.values(environments)) expect(warningsOf(buildApp(environment))).toEqual([]);
  });
});

describe('the size of a stack', () => {
  it('is warned about where Terraform reads more than is comfortable for every plan', () => {
    expect(sizeWarnings({ small: COMFORTABLE_RESOURCES, large: COMFORTABLE_RESOURCES + 1 }).map(renderProblem)).toEqual(
      [
        'large has 1001 resources, which Terraform all reads for every plan; make two systems of it; 1000 are comfortable [LargeStack]',
      ],
    );
  });
});
