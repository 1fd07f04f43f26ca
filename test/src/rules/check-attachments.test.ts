import { describeRefusals, type Refusal } from '../../support/builders/describe-refusals';
import { judgeService, type ServiceCase } from '../../support/builders/judge-service';
import { testEnvironment } from '../../support/builders/test-environment';

const TWO = { http: { number: 8080 }, admin: { number: 9090 } };
const route = { path: '/v1/*' };
const certified = {
  edge: { kind: 'network', domain: { zoneId: 'Z0123456789EXAMPLE', name: 'tcp.example.com' } },
} as const;
const plain = { lan: { kind: 'application', plainHttp: { why: 'tried out inside the network' } } } as const;
const two = { gateways: { ...testEnvironment().gateways, ...plain } };
const listeners = (count: number) => Array.from({ length: count }, (_, i) => ({ listenPort: 9000 + i }));

const routes: Refusal<ServiceCase>[] = [
  {
    what: 'a route without a gateway, where there are two',
    code: 'WhichGateway',
    field: 'routes.0.gateway',
    refused: { environment: two, service: { routes: [route] } },
    legal: { environment: two, service: { routes: [{ ...route, gateway: 'lan' }] } },
    says: "routes.0.gateway is missing; choose one of 'lan', 'public'",
  },
  {
    what: 'a route where there is no application gateway',
    code: 'WhichGateway',
    field: 'routes.0.gateway',
    refused: { environment: { gateways: {} }, service: { routes: [route] } },
    legal: { environment: { gateways: {} } },
    says: 'routes.0.gateway is missing; there is no application gateway yet; add one to the environment',
  },
  {
    what: 'a gateway that does not exist',
    code: 'UnknownGateway',
    field: 'routes.0.gateway',
    refused: { service: { routes: [{ ...route, gateway: 'publik' }] } },
    legal: { service: { routes: [{ ...route, gateway: 'public' }] } },
    says: "routes.0.gateway is 'publik', which is not an application gateway of this platform; did you mean 'public'?",
  },
  {
    what: 'a route of a network gateway',
    code: 'WrongGateway',
    field: 'routes.0.gateway',
    refused: { service: { routes: [{ ...route, gateway: 'edge' }] } },
    legal: { service: { listeners: [{ gateway: 'edge', listenPort: 9000 }] } },
    says: "routes.0.gateway is 'edge', which is a network gateway; attach to it with listeners",
  },
  {
    what: 'a tcp port behind an application gateway',
    code: 'WrongGateway',
    field: 'routes.0.port',
    refused: { service: { ports: { raw: { number: 9000, protocol: 'tcp' } }, routes: [route] } },
    legal: { service: { ports: { raw: { number: 9000, protocol: 'http2' } }, routes: [route] } },
  },
  {
    what: 'a grpc port behind a gateway without TLS',
    code: 'GrpcNeedsHttps',
    field: 'routes.0.port',
    refused: {
      environment: { gateways: plain },
      service: { ports: { rpc: { number: 9000, protocol: 'grpc' } }, routes: [route] },
    },
    legal: { service: { ports: { rpc: { number: 9000, protocol: 'grpc' } }, routes: [route] } },
  },
  {
    what: 'a route without a port, where there are two',
    code: 'WhichPort',
    field: 'routes.0.port',
    refused: { service: { ports: TWO, routes: [route] } },
    legal: { service: { ports: TWO, routes: [{ ...route, port: 'http' }] } },
    says: "routes.0.port is missing; choose one of 'http', 'admin'",
  },
  {
    what: 'a route to a service without ports',
    code: 'WhichPort',
    field: 'routes.0.port',
    refused: { service: { ports: {}, routes: [route] } },
    legal: { service: { ports: {} } },
  },
  {
    what: 'a port whose name every object of JavaScript has',
    code: 'UnknownPort',
    field: 'routes.0.port',
    refused: { service: { ports: TWO, routes: [{ ...route, port: 'constructor' }] } },
    legal: { service: { ports: TWO, routes: [{ ...route, port: 'admin' }] } },
  },
  {
    what: 'a route to a port that does not exist',
    code: 'UnknownPort',
    field: 'routes.0.port',
    refused: { service: { ports: TWO, routes: [{ ...route, port: 'htp' }] } },
    legal: { service: { ports: TWO, routes: [{ ...route, port: 'admin' }] } },
    says: "routes.0.port is 'htp', which is not a port of this service; did you mean 'http'?",
  },
  {
    what: 'a request that may take longer than the gateway waits',
    code: 'TimeoutAboveGateway',
    field: 'ports.http.timeoutSeconds',
    refused: { service: { ports: { http: { number: 8080, timeoutSeconds: 61 } }, routes: [route] } },
    legal: { service: { ports: { http: { number: 8080, timeoutSeconds: 60 } }, routes: [route] } },
    says: "ports.http.timeoutSeconds is 61 but gateway 'public' gives up after 60; use 60 or less, or raise gateways.public.idleTimeoutSeconds",
  },
  {
    what: 'an app that the gateway sets no priorities aside for',
    code: 'UnknownApp',
    field: 'routes.0.gateway',
    refused: { app: 'guests', service: { routes: [route] } },
    legal: { app: 'guest', service: { routes: [route] } },
  },
  {
    what: "a host outside of the gateway's domain",
    code: 'HostOutsideZone',
    field: 'routes.0.host',
    refused: { service: { routes: [{ host: 'bid.example.org' }] } },
    legal: { service: { routes: [{ host: 'bid.ml.example.com' }] } },
  },
  {
    what: "a host that the gateway's certificate does not cover",
    code: 'HostNotCovered',
    field: 'routes.0.host',
    refused: { service: { routes: [{ host: 'v1.bid.ml.example.com' }] } },
    legal: { service: { routes: [{ host: 'ml.example.com' }] } },
  },
];

const handedThrough: Refusal<ServiceCase>[] = [
  {
    what: 'a listener where there is no network gateway',
    code: 'WhichGateway',
    field: 'listeners.0.gateway',
    refused: { environment: { gateways: {} }, service: { listeners: listeners(1) } },
    legal: { service: { listeners: listeners(1) } },
  },
  {
    what: 'a listener of an application gateway',
    code: 'WrongGateway',
    field: 'listeners.0.gateway',
    refused: { service: { listeners: [{ gateway: 'public', listenPort: 9000 }] } },
    legal: { service: { routes: [{ gateway: 'public', ...route }] } },
    says: "listeners.0.gateway is 'public', which is an application gateway; attach to it with routes",
  },
  {
    what: 'a listener that ends TLS at a gateway without certificate',
    code: 'ListenerWithoutCertificate',
    field: 'listeners.0.tls',
    refused: { service: { listeners: [{ listenPort: 9000, tls: true }] } },
    legal: { environment: { gateways: certified }, service: { listeners: [{ listenPort: 9000, tls: true }] } },
  },
  {
    what: "a listener's host outside of the gateway's domain",
    code: 'HostOutsideZone',
    field: 'listeners.0.host',
    refused: {
      environment: { gateways: certified },
      service: { listeners: [{ listenPort: 9000, host: 'a.example.com' }] },
    },
    legal: {
      environment: { gateways: certified },
      service: { listeners: [{ listenPort: 9000, host: 'a.tcp.example.com' }] },
    },
  },
  {
    what: 'a listener without a port, where there are two',
    code: 'WhichPort',
    field: 'listeners.0.port',
    refused: { service: { ports: TWO, listeners: listeners(1) } },
    legal: { service: { ports: TWO, listeners: [{ listenPort: 9000, port: 'admin' }] } },
  },
  {
    what: 'a service with more target groups than ECS attaches',
    code: 'TooManyTargets',
    field: 'routes',
    refused: { service: { listeners: listeners(6) } },
    legal: { service: { listeners: listeners(5) } },
  },
];

const readiness: Refusal<ServiceCase>[] = [
  {
    what: 'readiness that is asked again before it can have failed',
    code: 'HealthIntervalTooShort',
    field: 'health.readiness.intervalSeconds',
    refused: { service: { routes: [route], health: { readiness: { intervalSeconds: 5, timeoutSeconds: 5 } } } },
    legal: { service: { routes: [route], health: { readiness: { intervalSeconds: 6, timeoutSeconds: 5 } } } },
    says: 'health.readiness.intervalSeconds is 5 but health.readiness.timeoutSeconds is 5; use 6 or more',
  },
  {
    what: 'readiness on a port that does not exist',
    code: 'UnknownPort',
    field: 'health.readiness.port',
    refused: { service: { routes: [route], health: { readiness: { port: 'admn' } } } },
    legal: { service: { ports: TWO, routes: [{ ...route, port: 'http' }], health: { readiness: { port: 'admin' } } } },
  },
  {
    what: 'readiness that no load balancer asks for',
    code: 'ReadinessWithoutRoute',
    field: 'health.readiness',
    refused: { service: { health: { readiness: {} } } },
    legal: { service: { health: { liveness: { command: ['true'] } } } },
  },
];

describe('a route', () => describeRefusals(judgeService, routes));
describe('a listener', () => describeRefusals(judgeService, handedThrough));
describe('readiness', () => describeRefusals(judgeService, readiness));
