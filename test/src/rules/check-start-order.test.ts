import type { ServiceInput } from '../../../src/spec/service';
import { describeRefusals, type Refusal } from '../../support/builders/describe-refusals';
import { judgeService } from '../../support/builders/judge-service';

const IMAGE = 'example/helper:1.0';
const CHECKED = { liveness: { command: ['true'] } };
const sidecar = (overrides: object = {}) => ({ image: IMAGE, cpus: 0.25, memoryMiB: 256, ...overrides });

const waits: Refusal<Partial<ServiceInput>>[] = [
  {
    what: 'a wait for a container that does not exist',
    code: 'UnknownContainer',
    field: 'startAfter.proxi',
    refused: { sidecars: { proxy: sidecar() }, startAfter: { proxi: 'START' } },
    legal: { sidecars: { proxy: sidecar() }, startAfter: { proxy: 'START' } },
    says: "startAfter.proxi waits for 'proxi', which is not a container of this service; did you mean 'proxy'?",
  },
  {
    what: 'a wait for the health of a container without a check',
    code: 'WaitWithoutCheck',
    field: 'startAfter.proxy',
    refused: { sidecars: { proxy: sidecar() }, startAfter: { proxy: 'HEALTHY' } },
    legal: { sidecars: { proxy: sidecar({ health: CHECKED }) }, startAfter: { proxy: 'HEALTHY' } },
    says: "startAfter.proxy is 'HEALTHY' but 'proxy' has no health.liveness; give it one, or wait for 'START'",
  },
  {
    what: 'a sidecar that waits for the health of a service without a check',
    code: 'WaitWithoutCheck',
    field: 'sidecars.proxy.startAfter.main',
    refused: { sidecars: { proxy: sidecar({ startAfter: { main: 'HEALTHY' } }) } },
    legal: { health: CHECKED, sidecars: { proxy: sidecar({ startAfter: { main: 'HEALTHY' } }) } },
  },
  {
    what: 'a wait for the success of a container that must not end',
    code: 'WaitForEssential',
    field: 'startAfter.loader',
    refused: { sidecars: { loader: sidecar() }, startAfter: { loader: 'SUCCESS' } },
    legal: { sidecars: { loader: sidecar({ essential: false }) }, startAfter: { loader: 'SUCCESS' } },
    says: "startAfter.loader is 'SUCCESS' but the replica stops when 'loader' does; set essential: false on 'loader', or wait for 'START' or 'HEALTHY'",
  },
  {
    what: 'a wait for the end of the service itself',
    code: 'WaitForEssential',
    field: 'sidecars.after.startAfter.main',
    refused: { sidecars: { after: sidecar({ startAfter: { main: 'COMPLETE' } }) } },
    legal: { sidecars: { after: sidecar({ startAfter: { main: 'START' } }) } },
  },
  {
    what: 'a service that waits for itself',
    code: 'StartCycle',
    field: 'startAfter',
    refused: { startAfter: { main: 'START' } },
    legal: { startAfter: {} },
    says: "startAfter leads back to 'main'; remove one wait of the circle",
  },
  {
    what: 'containers that wait for each other, at a distance',
    code: 'StartCycle',
    field: 'sidecars.a.startAfter',
    refused: {
      sidecars: {
        a: sidecar({ startAfter: { b: 'START' } }),
        b: sidecar({ startAfter: { c: 'START' } }),
        c: sidecar({ startAfter: { a: 'START' } }),
      },
    },
    legal: {
      sidecars: {
        a: sidecar({ startAfter: { b: 'START', c: 'START' } }),
        b: sidecar({ startAfter: { c: 'START' } }),
        c: sidecar(),
      },
    },
  },
];

describe('the order in which containers start', () =>
  describeRefusals((service: Partial<ServiceInput>) => judgeService({ service }), waits));
