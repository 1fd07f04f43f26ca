import { checkNetwork } from '../../../src/rules/check-network';
import { type NetworkInput, networkSpec } from '../../../src/spec/network';
import { describeRefusals, type Refusal } from '../../support/builders/describe-refusals';

interface Case {
  readonly network?: NetworkInput;
  readonly zones?: readonly string[];
}

const judge = ({ network = {}, zones = ['us-east-1a', 'us-east-1b'] }: Case) =>
  checkNetwork(networkSpec.parse(network), zones);

const fixed = (cidr: string): Case => ({ network: { subnets: { 'us-east-1a': { private: cidr } } } });

const refusals: Refusal<Case>[] = [
  {
    what: 'text that is no range',
    code: 'InvalidCidr',
    field: 'cidr',
    refused: { network: { cidr: '10.0.0.0' } },
    legal: { network: { cidr: '10.0.0.0/16' } },
  },
  {
    what: 'a network larger than AWS makes',
    code: 'CidrTooLarge',
    field: 'cidr',
    refused: { network: { cidr: '10.0.0.0/15' } },
    legal: { network: { cidr: '10.0.0.0/16' } },
  },
  {
    what: 'a network without room for its subnets',
    code: 'CidrTooSmall',
    field: 'cidr',
    refused: { network: { cidr: '10.0.0.0/23' } },
    legal: { network: { cidr: '10.0.0.0/22' } },
  },
  {
    what: 'addresses of others',
    code: 'PublicCidr',
    field: 'cidr',
    refused: { network: { cidr: '11.0.0.0/16' } },
    legal: { network: { cidr: '172.16.0.0/16' } },
  },
  {
    what: "addresses of the container engine's own bridge",
    code: 'ReservedCidr',
    field: 'cidr',
    refused: { network: { cidr: '172.17.0.0/16' } },
    legal: { network: { cidr: '172.18.0.0/16' } },
  },
  {
    what: 'a network that overlaps one it will be peered with',
    code: 'CidrOverlap',
    field: 'avoid.0',
    refused: { network: { cidr: '10.1.0.0/16', avoid: ['10.0.0.0/12'] } },
    legal: { network: { cidr: '10.16.0.0/16', avoid: ['10.0.0.0/12'] } },
  },
  {
    what: 'a subnet outside of its network',
    code: 'CidrOutsideNetwork',
    field: 'subnets.us-east-1a.private',
    refused: fixed('10.1.0.0/20'),
    legal: fixed('10.0.0.0/20'),
  },
  {
    what: 'a subnet smaller than AWS makes',
    code: 'CidrTooSmall',
    field: 'subnets.us-east-1a.private',
    refused: fixed('10.0.0.0/29'),
    legal: fixed('10.0.0.0/28'),
  },
  {
    what: 'a subnet on top of another',
    code: 'CidrOverlap',
    field: 'subnets.us-east-1a.private',
    refused: fixed('10.0.32.0/20'),
    legal: fixed('10.0.64.0/20'),
  },
  {
    what: 'a zone twice',
    code: 'ZoneSlotTaken',
    field: 'zones.1',
    refused: { zones: ['us-east-1a', 'us-east-1a'] },
    legal: { zones: ['us-east-1a', 'us-east-1b'] },
  },
  {
    what: 'a zone beyond the places of the layout',
    code: 'UnknownZoneSlot',
    field: 'zones.1',
    refused: { zones: ['us-east-1a', 'us-east-1i'] },
    legal: { zones: ['us-east-1a', 'us-east-1h'] },
  },
  {
    what: 'subnets for a zone that is not there',
    code: 'UnknownZone',
    field: 'subnets.us-east-1a',
    refused: { ...fixed('10.0.0.0/20'), zones: ['us-east-1b', 'us-east-1c'] },
    legal: fixed('10.0.0.0/20'),
  },
];

describe('a network', () => describeRefusals(judge, refusals));
