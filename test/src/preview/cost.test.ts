import { SERVICE_PRICES } from '../../../src/catalog/service-prices';
import { costDelta } from '../../../src/preview/cost-delta';
import { readPreview } from '../../../src/preview/read-preview';
import { renderJson } from '../../../src/preview/render/json';
import { renderMarkdown } from '../../../src/preview/render/markdown';
import { renderTerminal } from '../../../src/preview/render/terminal';
import { verdictOf } from '../../../src/preview/verdict';
import type { PricesInput } from '../../../src/spec/prices';
import { input, type Made } from './support/made-plan';

const provider = (region: string) => ({
  configuration: { provider_config: { aws: { expressions: { region: { constant_value: region } } } } },
});
const HERE = provider('us-east-1');

function deltaOf(made: Made | readonly Made[], more: object = HERE, prices: PricesInput = {}) {
  const delta = costDelta(readPreview([input([made].flat(), more as Record<string, unknown>)], { prices }));
  return delta && [Number(delta.least.toFixed(2)), Number(delta.most.toFixed(2)), ...delta.unknown];
}

const nat: Made = { address: 'aws_nat_gateway.a', after: {} };
const disk = (size: number, more = {}) => ({ type: 'gp3', size, iops: 3000, throughput: 125, ...more });
const fleet = (min: number, max: number, types: string[], percent = 100) => ({
  min_size: min,
  max_size: max,
  mixed_instances_policy: [
    {
      instances_distribution: [{ on_demand_percentage_above_base_capacity: percent }],
      launch_template: [{ override: types.map((instance_type) => ({ instance_type })) }],
    },
  ],
});
const PRICES = { onDemandUsdPerHour: { 'm.a': 0.1, 'm.b': 0.2 } };

describe('what the bill of a month changes by', () => {
  it.each<[string, Made, (number | string)[] | undefined]>([
    ['a gateway', nat, [32.85, 32.85]],
    ['one that goes', { address: 'aws_nat_gateway.a', before: {} }, [-32.85, -32.85]],
    [
      'one that is replaced',
      { address: 'aws_nat_gateway.a', actions: ['delete', 'create'], before: {}, after: {} },
      undefined,
    ],
    [
      'one that is forgotten, and paid for as before',
      { address: 'aws_nat_gateway.a', actions: ['forget'], before: {} },
      undefined,
    ],
    ['a larger volume', { address: 'aws_ebs_volume.a', before: disk(10), after: disk(110) }, [8, 8]],
    [
      'a faster one, whose price nobody knows',
      { address: 'aws_ebs_volume.a', before: disk(10), after: disk(10, { iops: 9000 }) },
      [0, 0, 'aws_ebs_volume.a'],
    ],
    [
      'endpoints in two zones',
      { address: 'aws_vpc_endpoint.a', after: { vpc_endpoint_type: 'Interface', subnet_ids: ['a', 'b'] } },
      [14.6, 14.6],
    ],
    [
      'an endpoint in nobody knows how many',
      { address: 'aws_vpc_endpoint.a', after: { vpc_endpoint_type: 'Interface' } },
      [0, 0, 'aws_vpc_endpoint.a'],
    ],
    ['a gateway endpoint', { address: 'aws_vpc_endpoint.a', after: { vpc_endpoint_type: 'Gateway' } }, [0, 0]],
    ['a database, which is in no catalog', { address: 'aws_db_instance.a', after: {} }, [0, 0, 'aws_db_instance.a']],
    ['what costs nothing', { address: 'aws_iam_role.a', after: {} }, undefined],
  ])('is known of %s', (_, made, expected) => {
    expect(deltaOf(made)).toEqual(expected);
  });

  it('is a range of hosts: the fewest of the cheapest, the most of the dearest', () => {
    const group = (before: object, after: object): Made => ({ address: 'aws_autoscaling_group.a', before, after });
    expect(deltaOf(group(fleet(1, 4, ['m.a', 'm.b']), fleet(2, 10, ['m.a', 'm.b'])), HERE, PRICES)).toEqual([73, 876]);
    expect(deltaOf(group(fleet(1, 4, ['m.a']), fleet(1, 4, ['m.c'])), HERE, PRICES)).toEqual([
      0,
      0,
      'aws_autoscaling_group.a',
    ]);
    // What is not on demand is on spot, and nobody said what that costs.
    expect(deltaOf(group(fleet(1, 4, ['m.a']), fleet(2, 4, ['m.a'], 0)), HERE, PRICES)).toEqual([
      0,
      0,
      'aws_autoscaling_group.a',
    ]);
  });

  it('is unknown in a region that is not in the catalog, unless its prices are given', () => {
    expect(deltaOf(nat, provider('eu-central-1'))).toEqual([0, 0, 'aws_nat_gateway.a']);
    expect(deltaOf(nat, {})).toEqual([0, 0, 'aws_nat_gateway.a']);
    expect(deltaOf(nat, provider('eu-central-1'), { natGatewayUsdPerHour: 1 })).toEqual([730, 730]);
    const zoned = (zone: string): Made => ({
      address: 'aws_ebs_volume.a',
      after: disk(100, { availability_zone: zone }),
    });
    expect(deltaOf(zoned('us-east-1b'), {})).toEqual([8, 8]);
    expect(deltaOf(zoned('eu-west-1b'), HERE)).toEqual([0, 0, 'aws_ebs_volume.a']);
  });

  it('is told with what it rests on, and never as nothing where it is unknown', () => {
    const told = (...made: Made[]) => {
      const preview = readPreview([input(made, HERE)]);
      return renderMarkdown(preview, verdictOf(preview));
    };
    const database: Made = { address: 'aws_db_instance.a', after: {} };
    expect(SERVICE_PRICES.natGateway.usd * 730).toBeCloseTo(32.85);
    expect(told(nat)).toContain('Cost: +32.85 USD a month.');
    expect(told(nat, database)).toContain('Cost: +32.85 USD a month, and unknown for 1 more.');
    expect(told(database)).toContain('Cost: unknown.');
    expect(told(database)).toContain('| `aws_db_instance.a` | `a database` | **unknown** |');
    expect(told(nat)).toContain('without their disks, traffic, requests');
  });

  it('is in every other form of a preview too', () => {
    const preview = readPreview([input([nat, { address: 'aws_db_instance.a', after: {} }], HERE)]);
    const text = renderTerminal(preview, verdictOf(preview));
    expect(text).toContain('  cost of aws_nat_gateway.a (a NAT gateway): +32.85 USD a month');
    expect(text).toContain('  cost of aws_db_instance.a (a database): unknown\n');
    expect(text).toContain('without their disks, traffic, requests');
    const { cost } = JSON.parse(renderJson(preview, verdictOf(preview)));
    expect(cost).toEqual({
      least: expect.closeTo(32.85),
      most: expect.closeTo(32.85),
      unknown: ['aws_db_instance.a'],
      currency: 'USD',
      per: 'month',
      assumptions: expect.stringContaining('730 hours'),
    });
    const free = readPreview([input([{ address: 'aws_iam_role.a', after: {} }])]);
    expect(renderTerminal(free, verdictOf(free))).not.toContain('730 hours');
    expect(JSON.parse(renderJson(free, verdictOf(free))).cost).toBeUndefined();
  });
});
