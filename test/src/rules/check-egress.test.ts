import type { EgressInput } from '../../../src/spec/egress';
import { describeRefusals, type Refusal } from '../../support/builders/describe-refusals';
import { judgeService, type ServiceCase } from '../../support/builders/judge-service';

const why = 'the brokers of the partner';
const out = (...egress: EgressInput[]): ServiceCase => ({ service: { egress } });
const cidr = (text: string, ports = [443]): EgressInput => ({ kind: 'cidr', cidr: text, ports, why });
const closed = (egress: EgressInput): ServiceCase => ({
  service: { egress: [egress] },
  environment: { network: { nat: 'none' } },
});

const refusals: Refusal<ServiceCase>[] = [
  {
    what: 'a range whose host bits are not zero',
    code: 'InvalidCidr',
    field: 'egress.0.cidr',
    refused: out(cidr('203.0.113.7/24')),
    legal: out(cidr('203.0.113.0/24')),
    says: "egress.0.cidr is '203.0.113.7/24', whose bits after /24 are not zero; use '203.0.113.0/24'",
  },
  {
    what: 'a range inside of the network, which is for others to open',
    code: 'EgressInsideNetwork',
    field: 'egress.0.cidr',
    refused: out(cidr('10.0.3.0/24')),
    legal: out(cidr('10.1.3.0/24')),
    says: "egress.0.cidr is 10.0.3.0/24, inside of the network 10.0.0.0/16; for a service, name this one in its `allow`; for anything else, use kind 'security-group'",
  },
  {
    what: 'a range that the network is inside of',
    code: 'EgressAroundNetwork',
    field: 'egress.0.cidr',
    refused: out(cidr('10.0.0.0/8')),
    legal: out(cidr('10.128.0.0/9')),
    says: 'egress.0.cidr is 10.0.0.0/8, which the network 10.0.0.0/16 is inside of; use ranges that leave the network out',
  },
  {
    what: 'half of all addresses, where the network is one of them',
    code: 'EgressAroundNetwork',
    field: 'egress.0.cidr',
    refused: out(cidr('0.0.0.0/1')),
    legal: out(cidr('0.0.0.0/0')),
  },
  {
    what: 'the addresses at which a host has its credentials',
    code: 'EgressToHost',
    field: 'egress.0.cidr',
    refused: out(cidr('169.254.169.254/32')),
    legal: out(cidr('169.253.0.0/16')),
  },
  {
    what: 'the internet from a network without a way there',
    code: 'NoWayOut',
    field: 'egress.0.cidr',
    refused: closed(cidr('203.0.113.0/24')),
    legal: closed(cidr('172.20.0.0/16')),
    says: "egress.0.cidr is 203.0.113.0/24 on the internet, and the network has nat 'none'; give the network NAT, or reach an AWS service with kind 'aws-service'",
  },
  {
    what: 'one destination twice: EC2 takes no rule twice',
    code: 'DuplicateEgress',
    field: 'egress.1',
    refused: out(cidr('203.0.113.0/24', [443, 80]), cidr('203.0.113.0/24', [80])),
    legal: out(cidr('203.0.113.0/24', [443]), cidr('203.0.113.0/24', [80])),
    says: 'egress.1 is 203.0.113.0/24 on port 80 like egress.0; remove one',
  },
  {
    what: 'a range inside another on one port',
    code: 'OverlappingEgress',
    field: 'egress.1',
    refused: out(cidr('203.0.113.0/24'), cidr('203.0.113.128/25')),
    legal: out(cidr('203.0.113.0/25'), cidr('203.0.113.128/25')),
    says: 'egress.1 is 203.0.113.128/25 on port 443 and overlaps egress.0, which is 203.0.113.0/24; keep the one that is meant',
  },
  {
    what: 'an AWS service that no endpoint leads to',
    code: 'NoWayToService',
    field: 'egress.0.service',
    refused: out({ kind: 'aws-service', service: 'sqs', why }),
    legal: out({ kind: 'aws-service', service: 's3', why }),
    says: "egress.0.service needs sqs, and the network has no endpoint for it; add 'sqs' to network.endpoints of the environment, or say with a reason in `egress` that it may connect to '0.0.0.0/0' on 443",
  },
  {
    what: 'more destinations than a group has rules',
    code: 'TooManyDestinations',
    field: 'egress',
    refused: out(...Array.from({ length: 61 }, (_, i) => cidr(`203.0.113.${i}/32`))),
    legal: out(...Array.from({ length: 60 }, (_, i) => cidr(`203.0.113.${i}/32`))),
    says: 'egress and access need 61 rules, one for each destination and port, and a security group has 60; join ranges, or keep them in a prefix list',
  },
];

describe('a way out', () => {
  describeRefusals(judgeService, refusals);

  it('leads to an AWS service by its endpoint, or by a rule to anywhere that somebody answers for', () => {
    const asked: ServiceCase['service'] = {
      access: [{ kind: 'queue', queue: 'arn:aws:sqs:us-east-1:123456789012:a', actions: ['publish'] }],
    };
    const codes = (given: ServiceCase) => judgeService(given).map((p) => p.code);
    expect(codes({ service: asked })).toEqual(['NoWayToService']);
    expect(codes({ service: asked, environment: { network: { endpoints: ['sqs'] } } })).toEqual([]);
    expect(codes({ service: { ...asked, egress: [cidr('0.0.0.0/0')] } })).toEqual([]);
    expect(codes({ service: { ...asked, egress: [cidr('0.0.0.0/0', [80])] } })).toEqual(['NoWayToService']);
  });
});
