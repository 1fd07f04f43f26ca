import type { EnvironmentInput } from '../../../src/spec/environment';
import type { ServiceInput } from '../../../src/spec/service';
import type { SystemInput } from '../../../src/spec/system';
import { environments } from '../../../stacks/environments';
import type { RefusedCase } from './refused-case';
import { trainingWordCases } from './training-words';

const image = 'public.ecr.aws/nginx/nginx:1.27.5';
const task = { cpus: 1, memoryMiB: 1024 };
const system = (service: Partial<ServiceInput>, others: Record<string, ServiceInput> = {}): SystemInput => ({
  name: 'ads',
  images: { bidder: { context: 'stacks/systems/ads/bidder' } },
  services: { bidder: { image, ...task, ...service }, ...others },
});
const from = { parameter: '/ads/bidder/image', repository: 'ads/bidder' };
const waits = (bidder: string[], model: string[]): SystemInput =>
  system({ after: bidder }, { model: { image, ...task, after: model } });
const scheduled = (bounds: object): SystemInput =>
  system({
    replicas: { min: 2, max: 10 },
    scaling: { schedules: { day: { cron: '0 8 ? * MON-FRI *', ...bounds } } },
  });
const requests = (gateway?: string): SystemInput =>
  system({
    replicas: { min: 2, max: 10 },
    ports: { http: { number: 8080 } },
    routes: ['internal', 'public'].map((name) => ({
      gateway: name,
      host: 'bid.ml.example.com',
      ...(name === 'public' && { public: { why: 'anybody may bid here' } }),
    })),
    scaling: { requestsPerReplica: { perMinute: 600, ...(gateway && { gateway }) } },
  });
const tasks = (...names: string[]): SystemInput =>
  system({
    rollout: { strategy: 'blue-green' },
    beforeDeploy: names.map((name) => ({ name, command: ['migrate'] })),
  });
const quotas = (counts: Record<string, number>): EnvironmentInput => ({ ...environments.dev, quotas: counts });

/**
 * Mistakes of serving and of training that nobody makes in Terraform, or that Terraform refuses too (`without-plan.ts` says which): refused here, and the
 * nearest legal spec synthesizes. `LooseBuild` is not among them, as no system makes it, only who builds one service alone.
 */
export const wordCases: readonly Omit<RefusedCase, 'terraform' | 'awsSays'>[] = [
  {
    code: 'TwoImages',
    what: 'an image, and somebody else to say which',
    refused: system({ imageFrom: from }),
    legal: system({ image: undefined, imageFrom: from }),
  },
  {
    code: 'UnknownImage',
    what: 'a build that the system does not say',
    refused: system({ image: { build: 'biddr' } }),
    legal: system({ image: { build: 'bidder' } }),
  },
  {
    code: 'WhichRoute',
    what: 'requests of a route, where there are two',
    refused: requests(),
    legal: requests('internal'),
  },
  {
    code: 'DuplicateTask',
    what: 'two tasks of one name',
    refused: tasks('migrate', 'migrate'),
    legal: tasks('migrate', 'warm'),
  },
  {
    code: 'UnknownQuota',
    what: 'a quota that AWS does not have',
    refused: system({}),
    legal: system({}),
    environment: quotas({ rulesPerSecurityGroups: 100 }),
    legalEnvironment: quotas({ rulesPerSecurityGroup: 100 }),
  },
  {
    code: 'FixedQuota',
    what: 'more of what everybody has the same number of',
    refused: system({}),
    legal: system({}),
    environment: quotas({ targetGroupsPerApplicationLoadBalancer: 200 }),
    legalEnvironment: quotas({ targetsPerApplicationLoadBalancer: 2000 }),
  },
  {
    code: 'AfterCycle',
    what: 'two services that wait for each other',
    refused: waits(['model'], ['bidder']),
    legal: waits(['model'], []),
  },
  {
    code: 'EmptySchedule',
    what: 'a schedule that changes nothing',
    refused: scheduled({}),
    legal: scheduled({ min: 3 }),
  },
  ...trainingWordCases,
];
