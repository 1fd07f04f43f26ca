import { arn } from '../../../src/naming/arns';
import type { GatewayInput } from '../../../src/spec/gateway';
import type { Draw } from './draw';
import { label } from './label';
import { reason } from './text';

type Application = Extract<GatewayInput, { kind: 'application' }>;

/** Where gateways may stand. */
interface Place {
  readonly account: string;
  readonly region: string;
  readonly zones: readonly string[];
}

/** Gateways of both kinds. An application gateway needs two zones. */
export function randomGateways(draw: Draw, place: Place): Record<string, GatewayInput> {
  const applications =
    place.zones.length < 2 || draw.chance(0.05) ? [] : draw.list(1, 3, () => application(draw, place));
  const networks = draw.chance(0.15) ? [] : draw.list(1, 2, () => network(draw, place));
  return Object.fromEntries([...applications, ...networks].map((build, i) => [label(draw, 'gateway', i), build(i)]));
}

function application(draw: Draw, place: Place) {
  return (serial: number): GatewayInput => ({
    kind: 'application',
    ...tls(draw, place, serial),
    ...(serial % 2 === 0 && { webAclArn: webAclArn(place, serial) }),
    ...(serial !== 1 && { outboundHttps: { why: 'the keys of the issuers of tokens' } }),
    ...draw.some<Application>({
      scheme: () => draw.one('internal', 'internet-facing', 'internet-facing'),
      clients: () => clients(draw),
      zones: () => draw.subset(place.zones, 2),
      idleTimeoutSeconds: () => draw.one(60, draw.int(30, 4000)),
      priorities: () => priorities(draw),
    }),
  });
}

/** What decides whether requests are encrypted, and with which certificate. */
function tls(draw: Draw, place: Place, serial: number): Partial<Application> {
  const domain = () => ({ domain: randomDomain(draw, serial) });
  const certificate = () => ({ certificateArn: certificateArn(draw, place) });
  if (draw.chance(0.45)) return { plainHttp: { why: reason(draw, 25) }, ...(draw.chance(0.5) && domain()) };
  return draw.one(domain, certificate, () => ({ ...domain(), ...certificate() }))();
}

function network(draw: Draw, place: Place) {
  return (serial: number): GatewayInput => ({
    kind: 'network',
    ...draw.some<Extract<GatewayInput, { kind: 'network' }>>({
      scheme: () => draw.one('internal', 'internet-facing'),
      clients: () => clients(draw),
      zones: () => draw.subset(place.zones, 1),
      certificateArn: () => certificateArn(draw, place),
      domain: () => randomDomain(draw, serial),
    }),
  });
}

function clients(draw: Draw): string[] {
  return draw.list(1, 3, (i) => draw.one('0.0.0.0/0', `203.0.113.${i * 16}/28`, `198.51.${i}.0/24`, `192.0.2.${i}/32`));
}

function webAclArn(place: Place, serial: number): string {
  return arn(place, 'wafv2', `regional/webacl/gateway-${serial}/11111111-2222-4333-8444-555566667777`);
}

function certificateArn(draw: Draw, place: Place): string {
  const id = `${draw.int(10_000_000, 99_999_999)}-1111-4222-8333-444455556666`;
  return arn(place, 'acm', `certificate/${id}`);
}

/** Gateways of one environment have domains of their own, so that none takes a host name from another. */
function randomDomain(draw: Draw, serial: number) {
  const name = draw.one('ml', 'models-api', `m${'o'.repeat(30)}`);
  return {
    zoneId: draw.one('Z0123456789EXAMPLE', 'ZABCDEF1234567'),
    name: `${name}-${serial}.${draw.one('example.com', 'eu.example.org')}`,
  };
}

/** Ranges that do not overlap, one of them this app's and wide enough that two routes rarely meet. */
function priorities(draw: Draw): Record<string, { from: number; to: number }> {
  const from = draw.int(1, 10_000);
  const to = from + draw.int(10_000, 30_000);
  return {
    main: { from, to },
    ...(draw.chance(0.6) && { guest: { from: to + 1, to: draw.int(to + 1, 50_000) } }),
    ...(draw.chance(0.3) && from > 1 && { 'Other app': { from: 1, to: from - 1 } }),
  };
}
