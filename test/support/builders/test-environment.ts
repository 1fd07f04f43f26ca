import { type EnvironmentInput, type EnvironmentSpec, environmentSpec } from '../../../src/spec/environment';

export const AMD64 = 'al2023-ami-ecs-hvm-2023.0.20251120-kernel-6.1-x86_64';
export const ARM64 = 'al2023-ami-ecs-hvm-2023.0.20251120-kernel-6.1-arm64';

/** A legal environment with two zones, one fleet and one gateway of each kind, as people write it. */
export function testEnvironment(overrides: Partial<EnvironmentInput> = {}): EnvironmentInput {
  return {
    name: 'test',
    account: '123456789012',
    region: 'us-east-1',
    zones: ['us-east-1a', 'us-east-1b'],
    backend: { kind: 'local', directory: '/states' },
    fleets: { general: { instanceTypes: ['m6i.2xlarge', 'm5.2xlarge'], amiRelease: AMD64, maxHosts: 200 } },
    gateways: {
      public: {
        kind: 'application',
        scheme: 'internet-facing',
        // Open to a few only, so that not every route of every test has to say who may ask.
        clients: ['203.0.113.0/24'],
        domain: { zoneId: 'Z0123456789EXAMPLE', name: 'ml.example.com' },
      },
      edge: { kind: 'network' },
    },
    ...overrides,
  };
}

/** The same with every default filled in. */
export function testEnvironmentSpec(overrides: Partial<EnvironmentInput> = {}): EnvironmentSpec {
  return environmentSpec.parse(testEnvironment(overrides));
}
