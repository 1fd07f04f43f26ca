import { checkGateway } from '../../../src/rules/check-gateway';
import { type GatewayInput, gatewaySpec } from '../../../src/spec/gateway';
import { describeRefusals, type Refusal } from '../../support/builders/describe-refusals';

const ZONES = ['us-east-1a', 'us-east-1b'];
const CERTIFICATE = 'arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000';
const certified = { kind: 'application', certificateArn: CERTIFICATE } as const;
const domain = (name: string): GatewayInput => ({
  kind: 'application',
  domain: { zoneId: 'Z0123456789EXAMPLE', name },
});
const priorities = (main: [number, number], guest: [number, number]): GatewayInput => ({
  ...certified,
  priorities: { main: { from: main[0], to: main[1] }, guest: { from: guest[0], to: guest[1] } },
});

const judge = (gateway: GatewayInput) => checkGateway(gatewaySpec.parse(gateway), ZONES);

const refusals: Refusal<GatewayInput>[] = [
  {
    what: 'HTTPS without a certificate',
    code: 'HttpsWithoutCertificate',
    field: 'certificateArn',
    refused: { kind: 'application' },
    legal: { kind: 'application', plainHttp: { why: 'tried out inside the network' } },
    says: 'certificateArn is missing, and HTTPS needs a certificate; give certificateArn, or domain { zoneId, name } to have one made, or plainHttp { why } to do without',
  },
  {
    what: 'a certificate beside plain HTTP',
    code: 'ContradictoryTls',
    field: 'plainHttp',
    refused: { ...certified, plainHttp: { why: 'tried out inside the network' } },
    legal: certified,
  },
  {
    what: 'an application gateway in one zone',
    code: 'OneZoneBalancer',
    field: 'zones',
    refused: { ...certified, zones: ['us-east-1a'] },
    legal: { kind: 'network', zones: ['us-east-1a'] },
    says: `zones is ["us-east-1a"], and an application load balancer stands in two zones at least; add a second zone`,
  },
  {
    what: 'one zone written twice',
    code: 'OneZoneBalancer',
    field: 'zones',
    refused: { ...certified, zones: ['us-east-1a', 'us-east-1a'] },
    legal: { ...certified, zones: ['us-east-1a', 'us-east-1b'] },
  },
  {
    what: 'a zone that the environment does not have',
    code: 'UnknownZone',
    field: 'zones.1',
    refused: { kind: 'network', zones: ['us-east-1a', 'us-east-1z'] },
    legal: { kind: 'network', zones: ['us-east-1a'] },
  },
  {
    what: 'clients that are no range',
    code: 'InvalidCidr',
    field: 'clients.1',
    refused: { ...certified, clients: ['10.0.0.0/8', '10.1.2.3/8'] },
    legal: { ...certified, clients: ['10.0.0.0/8', '10.1.2.3/32'] },
    says: "clients.1 is '10.1.2.3/8', whose bits after /8 are not zero; use '10.0.0.0/8'",
  },
  {
    what: 'a domain that is no name',
    code: 'InvalidDomain',
    field: 'domain.name',
    refused: domain('https://ml.example.com'),
    legal: domain('ml.example.com'),
  },
  {
    what: 'a hosted zone with the path that AWS shows before its id',
    code: 'InvalidZoneId',
    field: 'domain.zoneId',
    refused: { kind: 'network', domain: { zoneId: '/hostedzone/Z0123456789EXAMPLE', name: 'ml.example.com' } },
    legal: { kind: 'network', domain: { zoneId: 'Z0123456789EXAMPLE', name: 'ml.example.com' } },
  },
  {
    what: 'a domain that is too long for a certificate',
    code: 'InvalidDomain',
    field: 'domain.name',
    refused: domain(`${'a'.repeat(51)}.example.com`),
    legal: domain(`${'a'.repeat(50)}.example.com`),
  },
  {
    what: 'a range of priorities that ends before it begins',
    code: 'MinAboveMax',
    field: 'priorities.main.from',
    refused: priorities([2000, 1000], [3000, 4000]),
    legal: priorities([1000, 2000], [3000, 4000]),
  },
  {
    what: 'an app with a name that Terraform would take for a template',
    code: 'InvalidName',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: that is the name.
    field: 'priorities.${app}',
    refused: { ...certified, priorities: { '${app}': { from: 1, to: 9 } } },
    legal: { ...certified, priorities: { 'Team app': { from: 1, to: 9 } } },
  },
  {
    what: 'ranges of priorities that meet',
    code: 'PrioritiesOverlap',
    field: 'priorities.main',
    refused: priorities([1000, 2000], [2000, 3000]),
    legal: priorities([1000, 2000], [2001, 3000]),
    says: 'priorities.main is 1000 to 2000 and overlaps guest, 2000 to 3000; give each app a range of its own',
  },
];

describe('a gateway', () => describeRefusals(judge, refusals));
