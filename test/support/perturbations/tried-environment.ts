import type { EnvironmentInput } from '../../../src/spec/environment';
import type { ServiceInput } from '../../../src/spec/service';
import type { SystemInput } from '../../../src/spec/system';
import type { SystemJobInput } from '../../../src/spec/training/system-job';
import { AMD64, ARM64, testEnvironment } from '../builders/test-environment';

const GPU = 'al2023-ami-ecs-gpu-hvm-2023.0.20251120-kernel-6.1-x86_64-ebs';
const NEURON = 'al2023-ami-ecs-neuron-hvm-2023.0.20251120-kernel-6.1-x86_64';

const general = { instanceTypes: ['m6id.2xlarge'], amiRelease: AMD64, maxHosts: 20 };
const hosts = { maxVcpus: 64, amiRelease: GPU, teams: { a: {}, b: {} } };
const training = { ...hosts, accelerators: { a10g: 1 } };
const arm = { instanceTypes: ['m7g.2xlarge'], amiRelease: ARM64, maxHosts: 20 };
const gpu = { instanceTypes: ['g5.2xlarge'], amiRelease: GPU, maxHosts: 4 };
const domain = (name: string) => ({ zoneId: 'Z0123456789EXAMPLE', name });
const trusted = { trust: [{ kind: 'sso' as const, permissionSet: 'DataScientist' }] };
const application = { kind: 'application', outboundHttps: { why: 'the keys of token issuers' } } as const;

/** An environment in which every field of a system means something, and two of what fields name. */
export const triedEnvironment: EnvironmentInput = testEnvironment({
  network: { endpoints: ['kms', 'logs', 'secretsmanager', 'sqs', 'xray'] },
  fleets: { general, other: general, zonal: { ...general, zones: ['us-east-1a'] }, arm, gpu },
  trainingClusters: {
    training,
    other: training,
    several: { ...hosts, instanceTypes: ['g5.8xlarge'], multiNode: true },
    neuron: { instanceTypes: ['inf2.xlarge'], maxVcpus: 64, amiRelease: NEURON },
  },
  teams: { a: trusted, b: trusted },
  gateways: {
    public: { ...application, domain: domain('ml.example.com') },
    open: { ...application, scheme: 'internet-facing', domain: domain('ml.example.net') },
    second: { ...application, domain: domain('ml.example.org') },
    edge: { kind: 'network', domain: domain('tcp.example.com') },
    far: { kind: 'network', domain: domain('tcp.example.org') },
  },
});

export const app = { image: 'example/app:1.0', cpus: 1, memoryMiB: 1024 };
/** It listens on a port of each protocol and is called by `b`. */
export const service: ServiceInput = {
  ...app,
  ports: {
    http: { number: 8080 },
    admin: { number: 8081 },
    raw: { number: 9000, protocol: 'tcp' },
    rest: { number: 9001, protocol: 'tcp' },
  },
  allow: ['b'],
};
export const job: SystemJobInput = { ...app, cluster: 'training', team: 'a' };

/** A system in which `a` is tried, with others to call it and to wait for. */
export function systemOf(a: object = {}, parts: Partial<SystemInput> = {}): SystemInput {
  const other = { ...app, ports: { http: { number: 8080 } } };
  return { name: 'tried', ...parts, services: { a: { ...service, ...a }, b: other, c: other, ...parts.services } };
}
