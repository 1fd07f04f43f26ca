import type { LaptopGateway, LaptopRoute, LaptopTarget } from './laptop-gateways';

/** The port on which a gateway takes what its routes take. */
export const ROUTES_PORT = 8080;

/** The file that the proxy reads; its image looks there by itself. */
export const PROXY_FILE = '/usr/local/etc/haproxy/haproxy.cfg';

const HEAD = `global
  log stdout format raw local0 info
  maxconn 2000

defaults
  log global
  timeout connect 5s
  timeout client 1h
  timeout server 1h

resolvers engine
  nameserver dns 127.0.0.11:53
  hold valid 2s
  hold nx 2s`;

/** Who answers what no route takes, as a load balancer does. No service is called so: theirs have a dot. */
const NOBODY = 'nobody';
const NO_ROUTE = `backend ${NOBODY}
  mode http
  http-request return status 404 content-type text/plain string "no route of this gateway takes this request"`;

/**
 * What HAProxy is told to be a gateway on a laptop: the routes in the order of their priorities, '*' and '?' as a load balancer reads them, and the
 * same questions whether a service is ready. A host matches with '.localhost' behind it too: browsers find that on the laptop.
 * Replicas are found by name, whenever they start.
 * @param replicas how many a service has, by name.
 */
export function proxyConfig(gateway: LaptopGateway, replicas: Readonly<Record<string, number>>): string {
  const targets = new Map(gateway.routes.map((route) => [backendName(route), route] as const));
  const web = [
    `frontend ${gateway.name}`,
    `  mode http`,
    `  option httplog`,
    `  bind :${ROUTES_PORT}`,
    ...gateway.routes.map((route) => `  use_backend ${backendName(route)}${conditions(route)}`),
    `  default_backend ${NOBODY}`,
  ];
  const backends = [...targets].map(([name, route]) => httpBackend(name, route, replicas[route.service] ?? 1));
  const streams = gateway.listeners.map((listener) =>
    [
      `listen port-${listener.listenPort}`,
      '  mode tcp',
      '  option tcplog',
      `  bind :${listener.listenPort}`,
      `  ${server(listener, replicas[listener.service] ?? 1, 'check')}`,
    ].join('\n'),
  );
  const parts = gateway.routes.length > 0 ? [web.join('\n'), ...backends, NO_ROUTE] : [];
  return `${[HEAD, ...parts, ...streams].join('\n\n')}\n`;
}

function backendName({ service, port }: LaptopTarget): string {
  return `${service}-${port.number}`;
}

function httpBackend(name: string, route: LaptopRoute, replicas: number): string {
  const { port, readiness, readinessPort } = route;
  const isGrpc = port.protocol === 'grpc';
  const isHttp2 = isGrpc || port.protocol === 'http2';
  const asks = isGrpc
    ? []
    : [
        '  option httpchk',
        `  http-check send meth GET uri ${quoted(readiness.path ?? '/health')} ver HTTP/1.1 hdr Host localhost`,
        `  http-check expect status ${readiness.codes ?? '200'}`,
        `  timeout check ${readiness.timeoutSeconds}s`,
      ];
  const check = [
    'check',
    ...(readinessPort === port.number ? [] : [`port ${readinessPort}`]),
    `inter ${readiness.intervalSeconds}s fastinter 1s rise ${readiness.healthyThreshold} fall ${readiness.unhealthyThreshold}`,
    ...(isHttp2 ? ['proto h2'] : []),
    ...(isHttp2 && !isGrpc ? ['check-proto h2'] : []),
  ].join(' ');
  return [
    `backend ${name}`,
    '  mode http',
    `  timeout server ${port.timeoutSeconds}s`,
    ...asks,
    `  ${server(route, replicas, check)}`,
  ].join('\n');
}

/** One slot for each replica; what none has yet is filled when its name is known. */
function server({ service, port }: LaptopTarget, replicas: number, check: string): string {
  return `server-template replica ${replicas} ${service}:${port.number} ${check} resolvers engine init-addr none`;
}

/** What a request must meet, each in braces; all of them. Nothing where every request does. */
function conditions({ match: { host, path, methods, headers = {} } }: LaptopRoute): string {
  const all = [
    ...(host === undefined
      ? []
      : [`req.hdr(host),field(1,:),lower -m reg ${pattern(host.toLowerCase(), '([.]localhost)?')}`]),
    ...(path === undefined ? [] : [`path -m reg ${pattern(path)}`]),
    ...(methods === undefined ? [] : [`method ${[...methods].sort().join(' ')}`]),
    ...Object.keys(headers)
      .sort()
      .map((name) => `req.fhdr(${name}) -m reg -i ${(headers[name] ?? []).map((value) => pattern(value)).join(' ')}`),
  ];
  return all.length === 0 ? '' : ` if ${all.map((one) => `{ ${one} }`).join(' ')}`;
}

/** Text as one word of the proxy's configuration: within single quotes only they end it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'"'"'`)}'`;
}

/** A pattern with wildcards as a whole regular expression, quoted for the proxy. Whatever is no letter or digit is written by its number. */
function pattern(glob: string, end = ''): string {
  const written = [...glob].map((c) => {
    if (c === '*') return '.*';
    if (c === '?') return '.';
    if (/[A-Za-z0-9/_-]/.test(c)) return c;
    return [...Buffer.from(c)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
  });
  return `'^${written.join('')}${end}$'`;
}
