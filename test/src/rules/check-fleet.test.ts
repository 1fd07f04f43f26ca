import { checkFleet } from '../../../src/rules/check-fleet';
import { type FleetInput, fleetSpec } from '../../../src/spec/fleet';
import { describeRefusals, type Refusal } from '../../support/builders/describe-refusals';
import { AMD64, ARM64 } from '../../support/builders/test-environment';

const GPU = 'al2023-ami-ecs-gpu-hvm-2023.0.20251108-kernel-6.1-x86_64-ebs';
const NEURON = 'al2023-ami-ecs-neuron-hvm-2023.0.20251108-kernel-6.1-x86_64';

type Row = Refusal<Partial<FleetInput>>;

function judge(fleet: Partial<FleetInput>) {
  const spec = fleetSpec.parse({ instanceTypes: ['m6i.2xlarge'], amiRelease: AMD64, maxHosts: 4, ...fleet });
  return checkFleet(spec, ['us-east-1a', 'us-east-1b']);
}

const types: Row[] = [
  {
    what: 'an instance type that does not exist',
    code: 'UnknownInstanceType',
    field: 'instanceTypes.1',
    refused: { instanceTypes: ['m6i.2xlarge', 'm6i.2xlrage'] },
    legal: { instanceTypes: ['m6i.2xlarge', 'm6i.4xlarge'] },
  },
  {
    what: 'an instance type twice',
    code: 'DuplicateInstanceType',
    field: 'instanceTypes.1',
    refused: { instanceTypes: ['m6i.2xlarge', 'm6i.2xlarge'] },
    legal: { instanceTypes: ['m6i.2xlarge', 'm5.2xlarge'] },
  },
  {
    what: 'types of two architectures',
    code: 'MixedArchitectures',
    field: 'instanceTypes',
    refused: { instanceTypes: ['m6i.2xlarge', 'm6g.2xlarge'] },
    legal: { instanceTypes: ['m6g.2xlarge', 'm7g.2xlarge'], amiRelease: ARM64 },
    says: 'instanceTypes mixes 2 architectures: amd64 (m6i.2xlarge), arm64 (m6g.2xlarge); make a fleet of each, since one machine image runs all hosts of a fleet',
  },
  {
    what: 'types with and without GPUs',
    code: 'MixedAccelerators',
    field: 'instanceTypes',
    refused: { instanceTypes: ['g5.xlarge', 'm6i.2xlarge'], amiRelease: GPU },
    legal: { instanceTypes: ['g5.xlarge', 'g6.xlarge'], amiRelease: GPU },
  },
  {
    what: 'types with accelerators that ECS gives to no task',
    code: 'UnschedulableAccelerator',
    field: 'instanceTypes',
    refused: { instanceTypes: ['g4ad.xlarge'], amiRelease: 'latest' },
    legal: { instanceTypes: ['g4dn.xlarge'], amiRelease: 'latest' },
  },
  {
    what: 'trunking of a type that cannot',
    code: 'TrunkingUnsupported',
    field: 'trunking',
    refused: { instanceTypes: ['t3.large', 'm6i.large'], trunking: true },
    legal: { instanceTypes: ['t3.large', 'm6i.large'] },
    says: 'trunking is true but t3.large cannot; leave it out, or drop these types',
  },
];

const images: Row[] = [
  {
    what: 'an image for another architecture',
    code: 'AmiMismatch',
    field: 'amiRelease',
    refused: { amiRelease: ARM64 },
    legal: { amiRelease: AMD64 },
    says: `amiRelease is '${ARM64}' but the fleet needs an ECS-optimized Amazon Linux 2023 image for x86_64; use a name like 'al2023-ami-ecs-hvm-2023.0.<date>-kernel-6.1-x86_64'`,
  },
  {
    what: 'an image without the drivers of the GPUs',
    code: 'AmiMismatch',
    field: 'amiRelease',
    refused: { instanceTypes: ['g5.xlarge'], amiRelease: AMD64 },
    legal: { instanceTypes: ['g5.xlarge'], amiRelease: GPU },
  },
  {
    what: 'an image with drivers for accelerators that are not there',
    code: 'AmiMismatch',
    field: 'amiRelease',
    refused: { amiRelease: GPU },
    legal: { amiRelease: 'latest' },
  },
  {
    what: 'an image for another kind of accelerator',
    code: 'AmiMismatch',
    field: 'amiRelease',
    refused: { instanceTypes: ['inf2.xlarge'], amiRelease: GPU },
    legal: { instanceTypes: ['inf2.xlarge'], amiRelease: NEURON },
  },
  {
    what: 'an image of another family',
    code: 'AmiMismatch',
    field: 'amiRelease',
    refused: { amiRelease: 'amzn2-ami-ecs-hvm-2.0.20251108-x86_64-ebs' },
    legal: { amiRelease: AMD64 },
  },
];

const bounds: Row[] = [
  {
    what: 'fewer hosts at most than at least',
    code: 'MinAboveMax',
    field: 'minHosts',
    refused: { minHosts: 5, maxHosts: 4 },
    legal: { minHosts: 4, maxHosts: 4 },
    says: 'minHosts is 5 but maxHosts is 4; use 4 or less',
  },
  {
    what: 'more hosts that are never spot than there can be',
    code: 'BaseAboveMax',
    field: 'onDemand.base',
    refused: { onDemand: { base: 5 } },
    legal: { onDemand: { base: 4 } },
  },
  {
    what: 'a zone that the environment does not have',
    code: 'UnknownZone',
    field: 'zones.0',
    refused: { zones: ['us-east-1d'] },
    legal: { zones: ['us-east-1b'] },
  },
];

describe('types of hosts', () => describeRefusals(judge, types));
describe('an image of hosts', () => describeRefusals(judge, images));
describe('bounds of a fleet', () => describeRefusals(judge, bounds));
describe('a fleet of which only the types are known', () => {
  it('is judged by its types', () => {
    expect(checkFleet({ instanceTypes: ['m6i.huge'] }, undefined).map((p) => p.code)).toEqual(['UnknownInstanceType']);
    expect(checkFleet({ instanceTypes: ['m6i.large'] }, undefined)).toEqual([]);
  });
});
