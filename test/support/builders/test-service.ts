import { type ServiceInput, type ServiceSpec, serviceSpec } from '../../../src/spec/service';

/** A legal service with one port, as people write it. */
export function testService(overrides: Partial<ServiceInput> = {}): ServiceInput {
  return { image: 'example/model:1.0', cpus: 1, memoryMiB: 1024, ports: { http: { number: 8080 } }, ...overrides };
}

/** The same with every default filled in. */
export function testServiceSpec(overrides: Partial<ServiceInput> = {}): ServiceSpec {
  return serviceSpec.parse(testService(overrides));
}
