import { environment, hosts, nodes, queue, SUBNETS, together } from './batch-by-hand';
import type { HandWritten, RefusedCase } from './refused-case';
import { type ClusterSaid, mended, PLAIN } from './training-said';

const RESERVATION = 'cr-0123456789abcdef0';

const template = (name: string, said: object): HandWritten => ({ aws_launch_template: { [name]: said } });

const templated = (name: string) => ({
  launch_template: [{ launch_template_id: `\${aws_launch_template.${name}.id}`, version: '$Latest' }],
});
const targeted = {
  capacity_reservation_specification: [{ capacity_reservation_target: [{ capacity_reservation_id: RESERVATION }] }],
};
const inBlock = (name: string) =>
  template(name, { instance_market_options: [{ market_type: 'capacity-block' }], ...targeted });
/** Hosts of a capacity block. */
const BLOCK: ClusterSaid = {
  capacity: ['reserved'],
  capacityBlock: { reservationId: RESERVATION },
  instanceTypes: ['p5.48xlarge'],
  zones: ['us-east-1a'],
};
const budgeted = (name: string, limit_amount: string): HandWritten => ({
  aws_budgets_budget: { [name]: { name, budget_type: 'COST', limit_amount, limit_unit: 'USD', time_unit: 'MONTHLY' } },
});
const group = (name: string, strategy: string): HandWritten => ({
  aws_placement_group: { [name]: { name, strategy } },
});
const grouped = (name: string) => ({ placement_group: `\${aws_placement_group.${name}.name}` });
/** Hosts by what they have, as a launch template can say it. */
const searched = (name: string, vcpus: object, accelerators: number): HandWritten =>
  template(name, {
    instance_requirements: [
      {
        vcpu_count: [vcpus],
        memory_mib: [{ min: 1024 }],
        accelerator_names: ['a10g'],
        accelerator_count: [{ min: accelerators, max: accelerators }],
      },
    ],
  });

const COMPUTE = 'AWS Batch API reference, ComputeResource, 2026-11';
const MULTI_NODE = 'AWS Batch user guide, "Compute environment considerations for MNP", 2026-11';
const FABRIC = 'EC2 user guide, "Elastic Fabric Adapter", 2026-11';
const PLACEMENT = 'EC2 user guide, "Placement strategies for your placement groups", 2026-11';
const RESERVED = 'EC2 API reference, CapacityReservationSpecification, 2026-11';
const BUDGETS = 'AWS Cost Management user guide, "Managing your costs with AWS Budgets", 2026-11';
const BLOCKS = 'EC2 user guide, "Launch instances using Capacity Blocks", 2026-11';
const USER_DATA = 'EC2 user guide, "Run commands when you launch an EC2 instance with user data input", 2026-11';
const SEARCH = 'EC2 user guide, "Specify attributes for instance type selection", 2026-11';

/** Hosts that never come, that come elsewhere than they should, or that are paid for and not used. */
export const trainingClusterCases: readonly RefusedCase[] = [
  {
    code: 'MaxBelowHost',
    what: 'at most 4 vCPUs of hosts with 48 each',
    awsSays: `nothing: the environment is VALID, and with BEST_FIT no host is within the maximum, so jobs stay RUNNABLE (${COMPUTE}, maxvCpus)`,
    ...mended({ maxVcpus: 4 }, { maxVcpus: 48 }),
    terraform: hosts('max_below_host', { max_vcpus: 4, allocation_strategy: 'BEST_FIT' }),
  },
  {
    code: 'WarmAboveMax',
    what: '100 vCPUs that stay, of 48 that may be',
    awsSays: `refused at apply: the desired vCPUs must be between minvCpus and maxvCpus, and no number is (${COMPUTE}, desiredvCpus)`,
    ...mended({ maxVcpus: 48, warmVcpus: 100 }, { maxVcpus: 48, warmVcpus: 48 }),
    terraform: hosts('warm_above_max', { min_vcpus: 100, max_vcpus: 48 }),
  },
  {
    code: 'HostStartTooLong',
    what: 'a script of 20,000 bytes that hosts run at their start',
    awsSays: `refused at apply: InvalidUserData.Malformed, user data is limited to 16384 bytes (${USER_DATA})`,
    ...mended({ onHostStart: ['x'.repeat(20_000)] }, { onHostStart: ['x'.repeat(4_000)] }),
    terraform: template('host_start_too_long', { user_data: Buffer.from('x'.repeat(20_000)).toString('base64') }),
  },
  {
    code: 'BudgetBelowHost',
    what: '5 US dollars a month, of hosts that cost more an hour',
    awsSays: `nothing: a budget tells whoever asked to be told, hours later (${BUDGETS})`,
    ...mended({ budget: { monthlyUsd: 5 } }, { budget: { monthlyUsd: 500 } }),
    terraform: budgeted('below_host', '5'),
  },
  {
    code: 'BudgetWithoutPrice',
    what: 'a budget of hosts of which nobody knows what they cost',
    awsSays: `nothing: what such a host costs is known from the bill, hours later (${BUDGETS})`,
    ...mended(
      { instanceTypes: ['p5e.48xlarge'], budget: { monthlyUsd: 5000 } },
      { instanceTypes: ['p5.48xlarge'], budget: { monthlyUsd: 5000 } },
    ),
    terraform: budgeted('without_price', '5000'),
  },
  {
    code: 'MultiNodeOnSpot',
    what: 'jobs of several hosts on spot hosts',
    awsSays: `nothing: they stay RUNNABLE (${MULTI_NODE}; aws/aws-parallelcluster#2098)`,
    ...mended({ multiNode: true, capacity: ['spot'] }, { multiNode: true, capacity: ['on-demand'] }),
    terraform: together('multi_node_on_spot', nodes('multi_node_on_spot', 2), {
      type: 'SPOT',
      allocation_strategy: 'SPOT_PRICE_CAPACITY_OPTIMIZED',
    }),
  },
  {
    code: 'MultiNodeSpansZones',
    what: 'jobs of several hosts in two zones',
    awsSays: `nothing: traffic of the fabric does not leave a zone, so hosts that came in two never find each other there (${FABRIC}, limitations)`,
    ...mended({ multiNode: true, zones: ['us-east-1a', 'us-east-1b'] }, { multiNode: true, zones: ['us-east-1a'] }),
    terraform: {
      ...template('nodes_span_zones', { network_interfaces: [{ device_index: 0, interface_type: 'efa' }] }),
      ...together('nodes_span_zones', nodes('nodes_span_zones', 2), {
        subnets: Object.values(SUBNETS),
        ...templated('nodes_span_zones'),
      }),
    },
  },
  {
    code: 'MixedInterfaces',
    what: 'the interfaces of a large type for a small one too',
    awsSays: `refused by EC2 whenever a host is to be of g5.xlarge, which has one card and no adapter (${FABRIC}, supported instance types)`,
    ...mended(
      { multiNode: true, instanceTypes: ['p4d.24xlarge', 'g5.xlarge'] },
      { multiNode: true, instanceTypes: ['p4d.24xlarge'] },
    ),
    terraform: {
      ...template('mixed_interfaces', {
        network_interfaces: [0, 1, 2, 31].map((card) => ({
          network_card_index: card,
          device_index: card === 0 ? 0 : 1,
          interface_type: 'efa',
        })),
      }),
      ...hosts('mixed_interfaces', {
        instance_type: ['p4d.24xlarge', 'g5.xlarge'],
        ...templated('mixed_interfaces'),
      }),
    },
  },
  {
    code: 'NoHostImage',
    what: 'GPUs that the NVIDIA image of Amazon Linux 2023 has no driver for',
    awsSays:
      'nothing: hosts start, offer no GPU, and jobs stay RUNNABLE; the image is not for p3, g3 and Graviton (AWS Batch API reference, Ec2Configuration, imageType, 2026-11)',
    ...mended({ instanceTypes: ['g5g.xlarge'] }, { instanceTypes: ['g5.xlarge'] }),
    terraform: hosts('no_host_image', {
      instance_type: ['g5g.xlarge'],
      ec2_configuration: [{ image_type: 'ECS_AL2023_NVIDIA' }],
    }),
  },
  {
    code: 'PlacementSpansZones',
    what: 'one cluster placement group for hosts in two zones',
    awsSays: `nothing: "a cluster placement group can't span multiple Availability Zones", so one of the subnets gets no host (${PLACEMENT})`,
    ...mended({ placement: 'cluster' }, { placement: 'cluster', zones: ['us-east-1b'] }),
    terraform: {
      ...group('group_spans_zones', 'cluster'),
      ...hosts('group_spans_zones', { subnets: Object.values(SUBNETS), ...grouped('group_spans_zones') }),
    },
  },
  {
    code: 'PlacementUnsupported',
    what: 'hosts that burst in a cluster placement group',
    awsSays: `nothing until a host starts, which EC2 refuses: not for burstable types and those of flex (${PLACEMENT}, cluster placement groups)`,
    ...mended(
      { instanceTypes: ['t3.large'], amiRelease: PLAIN, placement: 'cluster', zones: ['us-east-1a'] },
      { instanceTypes: ['m7i.large'], amiRelease: PLAIN, placement: 'cluster', zones: ['us-east-1a'] },
    ),
    terraform: {
      ...group('burst_together', 'cluster'),
      ...hosts('burst_together', { instance_type: ['t3.large'], ...grouped('burst_together') }),
    },
  },
  {
    code: 'PlacementNotReserved',
    what: 'a spread placement group of what is reserved',
    awsSays: `nothing: capacity reservations hold nothing in such a group (${PLACEMENT}, spread placement groups)`,
    ...mended(
      { placement: 'spread', capacity: ['reserved'], reservationId: RESERVATION },
      { placement: 'none', capacity: ['reserved'], reservationId: RESERVATION },
    ),
    terraform: {
      ...group('spread_reserved', 'spread'),
      ...template('spread_reserved', {
        capacity_reservation_specification: [
          { capacity_reservation_target: [{ capacity_reservation_id: RESERVATION }] },
        ],
      }),
      ...hosts('spread_reserved', { ...grouped('spread_reserved'), ...templated('spread_reserved') }),
    },
  },
  {
    code: 'SpreadTooWide',
    what: '16 hosts, each on a rack of its own, in two zones',
    awsSays: `nothing: seven of a group run in a zone, and jobs for more stay RUNNABLE (${PLACEMENT}, spread placement groups)`,
    ...mended({ placement: 'spread', maxVcpus: 16 * 48 }, { placement: 'spread', maxVcpus: 14 * 48 }),
    terraform: {
      ...group('spread_too_wide', 'spread'),
      ...hosts('spread_too_wide', {
        max_vcpus: 16 * 48,
        subnets: Object.values(SUBNETS),
        ...grouped('spread_too_wide'),
      }),
    },
  },
  {
    code: 'BlockOfOne',
    what: 'a capacity block for hosts in two zones',
    awsSays: `nothing: hosts that would start elsewhere than in the zone of the block do not start (${BLOCKS})`,
    ...mended({ ...BLOCK, zones: ['us-east-1a', 'us-east-1b'] }, BLOCK),
    terraform: {
      ...inBlock('block_of_one'),
      ...hosts('block_of_one', {
        instance_type: ['p5.48xlarge'],
        subnets: Object.values(SUBNETS),
        ...templated('block_of_one'),
      }),
    },
  },
  {
    code: 'BlockWithoutAccelerators',
    what: 'a capacity block for hosts without accelerators',
    awsSays: `nothing: no such host is in any block, and none starts (${BLOCKS})`,
    ...mended({ ...BLOCK, instanceTypes: ['m7i.48xlarge'], amiRelease: PLAIN }, BLOCK),
    terraform: {
      ...inBlock('block_without_accelerators'),
      ...hosts('block_without_accelerators', {
        instance_type: ['m7i.48xlarge'],
        ...templated('block_without_accelerators'),
      }),
    },
  },
  {
    code: 'PlacementInBlock',
    what: 'a capacity block in a placement group',
    awsSays: `nothing, until the first host does not start (aws/aws-parallelcluster, validators of placement groups)`,
    ...mended({ ...BLOCK, multiNode: true, placement: 'cluster' }, { ...BLOCK, multiNode: true }),
    terraform: {
      ...group('placement_in_block', 'cluster'),
      ...inBlock('placement_in_block'),
      ...hosts('placement_in_block', {
        instance_type: ['p5.48xlarge'],
        ...grouped('placement_in_block'),
        ...templated('placement_in_block'),
      }),
    },
  },
  {
    code: 'ReservationTwice',
    what: 'a reservation and a capacity block behind one environment',
    awsSays: `nothing: a template names one, and the other is paid for and not used (${RESERVED})`,
    ...mended({ ...BLOCK, reservationId: RESERVATION }, BLOCK),
    terraform: { ...inBlock('reservation_twice'), ...template('reservation_twice_other', targeted) },
  },
  {
    code: 'ReservationUnused',
    what: 'a reservation beside a cluster that does not ask for it',
    awsSays: `nothing: a targeted reservation takes only hosts that name it; it is paid for, and on-demand hosts beside it (${RESERVED})`,
    ...mended(
      { capacity: ['on-demand'], reservationId: RESERVATION },
      { capacity: ['reserved', 'on-demand'], reservationId: RESERVATION },
    ),
    terraform: {
      aws_ec2_capacity_reservation: {
        unused: {
          instance_type: 'g5.12xlarge',
          instance_platform: 'Linux/UNIX',
          availability_zone: 'us-east-1a',
          instance_count: 4,
          instance_match_criteria: 'targeted',
        },
      },
      ...hosts('reservation_unused'),
    },
  },
  {
    code: 'ReservationNotSaid',
    what: 'hosts that are to be reserved, of no reservation',
    awsSays: `nothing: with 'open' a host takes what reservation there is, and where there is none it runs on demand (${RESERVED})`,
    ...mended({ capacity: ['reserved'] }, { capacity: ['reserved'], reservationId: RESERVATION }),
    terraform: {
      ...template('reservation_not_said', {
        capacity_reservation_specification: [{ capacity_reservation_preference: 'open' }],
      }),
      ...hosts('reservation_not_said', templated('reservation_not_said')),
    },
  },
  {
    code: 'NoSuchHosts',
    what: 'four GPUs with at most eight vCPUs',
    awsSays: `nothing until a host is to start: no type has it, and there is none to launch (${SEARCH})`,
    ...mended(
      { attributes: { minVcpus: 4, maxVcpus: 8, accelerator: 'a10g', minAccelerators: 4 } },
      { attributes: { minVcpus: 4, maxVcpus: 48, accelerator: 'a10g', minAccelerators: 4 } },
    ),
    terraform: searched('no_such_hosts', { min: 4, max: 8 }, 4),
  },
  {
    code: 'NoSuchAcceleratorCount',
    what: 'hosts with two GPUs of a model that comes as one, four or eight',
    awsSays: `nothing until a host is to start: no type has it, and there is none to launch (${SEARCH})`,
    ...mended({ accelerators: { a10g: 2 } }, { accelerators: { a10g: 1 } }),
    terraform: searched('no_such_count', { min: 1 }, 2),
  },
  {
    code: 'DuplicateZone',
    what: 'one zone, twice',
    awsSays:
      'never asked: subnets are a set, Terraform leaves the second one out, and hosts are in one zone where somebody meant two (planned with Terraform 1.11.4, 2026-11)',
    ...mended({ zones: ['us-east-1a', 'us-east-1a'] }, { zones: ['us-east-1a', 'us-east-1b'] }),
    terraform: hosts('duplicate_zone', { subnets: [SUBNETS.a, SUBNETS.a] }),
  },
  {
    code: 'DuplicateCapacity',
    what: 'spot hosts where there are no more spot hosts',
    awsSays:
      'nothing: the second environment asks EC2 for the same that it has just not had for the first (AWS Batch API reference, ComputeEnvironmentOrder, 2026-11)',
    ...mended({ capacity: ['spot', 'spot'] }, { capacity: ['spot', 'on-demand'] }),
    terraform: {
      aws_batch_compute_environment: Object.fromEntries(
        ['spot_first', 'spot_second'].map((name) => [
          name,
          environment({ type: 'SPOT', allocation_strategy: 'SPOT_PRICE_CAPACITY_OPTIMIZED' }),
        ]),
      ),
      ...queue('spot_twice', ['spot_first', 'spot_second']),
    },
  },
];
