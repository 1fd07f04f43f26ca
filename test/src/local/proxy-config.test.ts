import { gatewaysOf } from '../../../src/local/laptop-gateways';
import { laptopSystem } from '../../../src/local/laptop-system';
import { proxyConfig } from '../../../src/local/proxy-config';
import type { ServiceInput } from '../../../src/spec/service';

const web = { image: 'example/app:1', cpus: 1, memoryMiB: 512, ports: { http: { number: 8080 } } };

function configOf(services: Record<string, ServiceInput>): string {
  const [gateway] = gatewaysOf([laptopSystem({ name: 'shop', services })]);
  return proxyConfig(gateway as NonNullable<typeof gateway>, {});
}

/** The lines that hand on requests, in the order in which they are asked. */
function rulesOf(config: string): string[] {
  return config.split('\n').flatMap((line) => /^ {2}use_backend (.*)$/.exec(line)?.[1] ?? []);
}

describe('a gateway on a laptop', () => {
  it('asks for a path that has a quote in it', () => {
    const config = configOf({
      a: { ...web, routes: [{ path: '/*' }], health: { readiness: { path: "/it's" } } },
    });
    expect(config).toContain(`uri '/it'"'"'s' ver`);
  });

  it('asks the most specific route first, as a load balancer does', () => {
    const config = configOf({
      all: { ...web, routes: [{ gateway: 'public' }] },
      some: { ...web, routes: [{ gateway: 'public', path: '/api/*' }] },
      one: { ...web, routes: [{ gateway: 'public', host: 'A.example.com', path: '/api/v?/x.json' }] },
    });
    expect(rulesOf(config)).toEqual([
      "one.shop-8080 if { req.hdr(host),field(1,:),lower -m reg '^a\\x2eexample\\x2ecom([.]localhost)?$' } { path -m reg '^/api/v./x\\x2ejson$' }",
      "some.shop-8080 if { path -m reg '^/api/.*$' }",
      'all.shop-8080',
    ]);
  });

  it('keeps to methods, headers and priorities', () => {
    const config = configOf({
      a: { ...web, routes: [{ methods: ['POST', 'GET'], headers: { 'X-Kind': ["it's *", 'b'] }, priority: 7 }] },
      b: { ...web, routes: [{ path: '/exact', priority: 9 }] },
    });
    expect(rulesOf(config)).toEqual([
      "a.shop-8080 if { method GET POST } { req.fhdr(X-Kind) -m reg -i '^it\\x27s\\x20.*$' '^b$' }",
      "b.shop-8080 if { path -m reg '^/exact$' }",
    ]);
  });

  it('asks whether a service is ready as its spec says, and gives a request its time', () => {
    const config = configOf({
      a: {
        ...web,
        ports: { http: { number: 8080, timeoutSeconds: 7 }, admin: { number: 9000 } },
        routes: [{ port: 'http' }],
        health: {
          readiness: { path: '/ready', port: 'admin', codes: '200-299', intervalSeconds: 15, healthyThreshold: 4 },
        },
      },
    });
    expect(config).toContain("http-check send meth GET uri '/ready' ver HTTP/1.1 hdr Host localhost");
    expect(config).toContain('http-check expect status 200-299');
    expect(config).toContain('timeout server 7s');
    expect(config).toContain(
      'server-template replica 1 a.shop:8080 check port 9000 inter 15s fastinter 1s rise 4 fall 3',
    );
  });

  it('speaks HTTP/2 to who does, and hands listeners through as they are', () => {
    const grpc = configOf({ a: { ...web, ports: { g: { number: 9000, protocol: 'grpc' } }, routes: [{}] } });
    expect(grpc).toMatch(/server-template replica 1 a\.shop:9000 check .* proto h2 /);
    expect(grpc).not.toContain('httpchk');
    const tcp = configOf({
      a: { ...web, ports: { t: { number: 6000, protocol: 'tcp' } }, listeners: [{ listenPort: 6379 }] },
    });
    expect(tcp).toContain(
      'listen port-6379\n  mode tcp\n  option tcplog\n  bind :6379\n  server-template replica 1 a.shop:6000 check',
    );
    expect(tcp).not.toContain('frontend');
  });
});
