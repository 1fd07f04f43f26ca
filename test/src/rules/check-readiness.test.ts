import type { ServiceInput } from '../../../src/spec/service';
import { describeRefusals } from '../../support/builders/describe-refusals';
import { judgeService, type ServiceCase } from '../../support/builders/judge-service';

type Readiness = NonNullable<NonNullable<ServiceInput['health']>['readiness']>;

const asked = (readiness: Readiness): ServiceCase => ({
  service: { routes: [{ path: '/v1/*' }], health: { readiness } },
});
const helper = { image: 'envoyproxy/envoy:v1.33.0', cpus: 0.25, memoryMiB: 256 };
const live = { liveness: { command: ['/ok'] } };

const speaksBoth = (codes?: string): ServiceCase => ({
  service: {
    ports: { web: { number: 8080 }, model: { number: 9000, protocol: 'grpc' } },
    routes: [
      { port: 'web', path: '/v1/*' },
      { port: 'model', path: '/v2/*' },
    ],
    health: { readiness: codes === undefined ? {} : { codes } },
  },
});

const speaks = (protocol: 'grpc' | 'http', codes: string): ServiceCase => ({
  service: {
    ports: { main: { number: 8080, protocol } },
    routes: [{ path: '/v1/*' }],
    health: { readiness: { codes } },
  },
});

describeRefusals(judgeService, [
  {
    what: 'codes of HTTP for gRPC',
    code: 'InvalidCodes',
    field: 'health.readiness.codes',
    refused: speaks('grpc', '200'),
    legal: speaks('grpc', '0,12'),
    says: "health.readiness.codes is '200', but gRPC answers have codes of 0 to 99; use codes of 0 to 99",
  },
  {
    what: 'codes of gRPC for HTTP',
    code: 'InvalidCodes',
    field: 'health.readiness.codes',
    refused: speaks('http', '0-12'),
    legal: speaks('http', '200-299,301'),
  },
  {
    what: 'codes for routes to HTTP and to gRPC',
    code: 'InvalidCodes',
    field: 'health.readiness.codes',
    refused: speaksBoth('200'),
    legal: speaksBoth(),
  },
  {
    what: 'a path that a load balancer cannot ask for',
    code: 'InvalidPath',
    field: 'health.readiness.path',
    refused: asked({ path: 'ready' }),
    legal: asked({ path: '/ready' }),
    says: "health.readiness.path is 'ready', and a path starts with '/' and has no spaces; use one such as '/health'",
  },
  {
    what: 'a path with a space',
    code: 'InvalidPath',
    field: 'health.readiness.path',
    refused: asked({ path: '/is it?' }),
    legal: asked({ path: '/is%20it?' }),
  },
  {
    what: 'a path that is longer than a health check takes',
    code: 'InvalidPath',
    field: 'health.readiness.path',
    refused: asked({ path: `/${'a'.repeat(1024)}` }),
    legal: asked({ path: `/${'a'.repeat(1023)}` }),
  },
  {
    what: 'readiness of a sidecar, which nobody asks',
    code: 'ReadinessWithoutRoute',
    field: 'sidecars.proxy.health.readiness',
    refused: {
      service: { routes: [{ path: '/v1/*' }], sidecars: { proxy: { ...helper, health: { readiness: {} } } } },
    },
    legal: { service: { routes: [{ path: '/v1/*' }], sidecars: { proxy: { ...helper, health: live } } } },
  },
  {
    what: 'readiness of a container that only prepares the start',
    code: 'ReadinessWithoutRoute',
    field: 'init.0.health.readiness',
    refused: { service: { init: [{ name: 'fetch', ...helper, health: { readiness: {} } }] } },
    legal: { service: { init: [{ name: 'fetch', ...helper }] } },
    says: 'init.0.health.readiness is asked by load balancers, and they lead to the service alone; use health.liveness',
  },
]);
