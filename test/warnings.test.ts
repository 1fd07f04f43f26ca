import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderProblem } from '../src/errors';
import { resolveAll } from '../src/rules/resolve-all';
import { resolveEnvironment } from '../src/rules/resolve-environment';
import { COMFORTABLE_RESOURCES, platformWarnings, sizeWarnings } from '../src/rules/warnings';
import type { EnvironmentInput } from '../src/spec/environment';
import type { ServiceInput } from '../src/spec/service';
import { buildApp } from '../stacks/app';
import { environments } from '../stacks/environments';
import { printWarnings, warningsOf } from '../stacks/warnings';
import { testEnvironment } from './support/builders/test-environment';
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
