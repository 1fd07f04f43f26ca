import { checkSystem } from '../../../src/rules/check-system';
import { jobCallees } from '../../../src/rules/job-edges';
import type { ServiceInput } from '../../../src/spec/service';
import type { SystemSpec } from '../../../src/spec/system';
import type { JobInput } from '../../../src/spec/training/job';
import { systemJobSpec } from '../../../src/spec/training/system-job';
import { endpointUrl } from '../../../src/task/endpoint';
import { describeRefusals } from '../../support/builders/describe-refusals';
import { testContract } from '../../support/builders/test-contract';
import { testSystemSpec } from '../../support/builders/test-system';

const GPU = 'al2023-ami-ecs-gpu-hvm-2023.0.20251108-kernel-6.1-x86_64-ebs';
const contract = testContract({
  trainingClusters: { gpu: { accelerators: { a10g: 1 }, maxVcpus: 64, amiRelease: GPU } },
  network: { endpoints: ['sqs'] },
});

interface Case {
  readonly services: Readonly<Record<string, Partial<ServiceInput>>>;
  readonly job?: Partial<JobInput>;
  /** The contract of a foundation that knows no names yet. */
  readonly nameless?: boolean;
}

const job = { image: 'docker.io/library/python:3.13', cpus: 4, memoryMiB: 8192, gpus: 1 };

function system({ services, job: said }: Case): SystemSpec {
  return { ...testSystemSpec(services), jobs: { fit: systemJobSpec.parse({ ...job, ...said }) } };
}

const judge = (given: Case) => checkSystem(system(given), given.nameless ? { ...contract, dns: undefined } : contract);

const lets = (allow: ServiceInput['allow'], more: Partial<ServiceInput> = {}): Case => ({
  services: { model: { ...more, allow } },
});

const access: JobInput['access'] = [
  { kind: 'queue', queue: 'arn:aws:sqs:us-east-1:123456789012:model', actions: ['publish'] },
];

describe('a job that calls a service', () => {
  describeRefusals(judge, [
    {
      what: 'a job that there is not',
      code: 'UnknownJob',
      field: 'services.model.allow.0.job',
      refused: lets([{ job: 'fitt' }]),
      legal: lets([{ job: 'fit' }]),
      says: "services.model.allow.0.job is 'fitt', which is not a job of this system; did you mean 'fit'?",
    },
    {
      what: 'a job of another system',
      code: 'UnknownJob',
      field: 'services.model.allow.0.job',
      refused: lets([{ job: 'recs/embed' }]),
      legal: lets([]),
    },
    {
      what: 'a port that the service does not have',
      code: 'UnknownPort',
      field: 'services.model.allow.0.ports',
      refused: lets([{ job: 'fit', ports: ['grpc'] }]),
      legal: lets([{ job: 'fit', ports: ['http'] }]),
      says: "services.model.allow.0.ports is 'grpc', which is not a port of 'model'; use one of 'http'",
    },
    {
      what: 'a service without ports',
      code: 'NoPorts',
      field: 'services.model.allow',
      refused: lets([{ job: 'fit' }], { ports: {} }),
      legal: lets([], { ports: {} }),
    },
    {
      what: 'a service of which two versions would have one name',
      code: 'NoNameForJobs',
      field: 'services.model.allow.0.job',
      refused: lets([{ job: 'fit' }], { rollout: { strategy: 'blue-green' } }),
      legal: lets([{ job: 'fit' }], { rollout: 'recreate' }),
      says: "services.model.allow.0.job is a job, which finds the service in DNS, and with rollout 'blue-green' that would name replicas of both versions before any request is moved; use rollout 'rolling' or 'recreate', or call it by a route of a gateway",
    },
    {
      what: 'a platform whose foundation publishes no names',
      code: 'NoNameForJobs',
      field: 'services.model.allow.0.job',
      refused: { ...lets([{ job: 'fit' }]), nameless: true },
      legal: { ...lets([]), nameless: true },
    },
    {
      what: 'two services that the job would be told of in one variable',
      code: 'DuplicateAddress',
      field: 'jobs.fit',
      refused: {
        services: {
          model: { ports: { http: { number: 8080 }, admin: { number: 8081 } }, allow: [{ job: 'fit' }] },
          'model-admin': { allow: [{ job: 'fit' }] },
        },
      },
      legal: {
        services: {
          model: {
            ports: { http: { number: 8080 }, admin: { number: 8081 } },
            allow: [{ job: 'fit', ports: ['http'] }],
          },
          'model-admin': { allow: [{ job: 'fit' }] },
        },
      },
      says: 'jobs.fit would be told of both http://model.ads.test.stowage.internal:8081 and http://model-admin.ads.test.stowage.internal:8080 in MODEL_ADMIN_URL; rename a port or a service, or let it call only one of the two',
    },
    {
      what: 'a service and a queue that the job would be told of in one variable',
      code: 'DuplicateAddress',
      field: 'jobs.fit',
      refused: { services: { 'model-queue': { allow: [{ job: 'fit' }] } }, job: { access } },
      legal: { services: { 'model-queue': { allow: [] } }, job: { access } },
    },
  ]);

  it('is told once of each port that it may call, however often that is said', () => {
    const said = lets([{ job: 'fit', ports: ['http'] }, 'caller', { job: 'fit' }]);
    const whole = system({ services: { ...said.services, caller: {} } });
    const callees = jobCallees(whole, contract);
    expect([...callees.keys()]).toEqual(['fit']);
    expect(callees.get('fit')?.map(endpointUrl)).toEqual(['http://model.ads.test.stowage.internal:8080']);
    expect(jobCallees(whole, {})).toEqual(new Map());
  });
});
