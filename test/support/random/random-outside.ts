import { arn, type Place } from '../../../src/naming/arns';
import { goesAnywhere, wayTo } from '../../../src/network/egress-rules';
import type { AccessInput } from '../../../src/spec/access';
import type { ContractNetwork } from '../../../src/spec/contract';
import { contractWays } from '../../../src/spec/contract-of';
import type { EgressInput } from '../../../src/spec/egress';
import { egressSpec } from '../../../src/spec/egress';
import type { EnvironmentSpec } from '../../../src/spec/environment';
import type { ServiceInput } from '../../../src/spec/service';
import type { Draw } from './draw';
import { reason } from './text';

type Outside = Pick<ServiceInput, 'access' | 'egress'>;

/** What a service may do outside of the platform, as far as its network leads there. `queues` are those that it may name. */
export function randomOutside(draw: Draw, environment: EnvironmentSpec, queues: readonly string[]): Outside {
  const network = { cidr: environment.network.cidr, ...contractWays(environment.network, () => '') } as ContractNetwork;
  const egress = draw.chance(0.6) ? randomEgress(draw, network) : undefined;
  const anywhere = network.nat !== 'none' && goesAnywhere({ egress: egressSpec.array().parse(egress ?? []) });
  const leads = (service: string) => anywhere || wayTo(service, network) !== undefined;
  return {
    ...(egress && { egress }),
    ...(draw.chance(0.6) && { access: randomAccess(draw, environment, queues, leads) }),
  };
}

const KEY = 'key/44444444-2222-4333-8444-555555555555';

function randomAccess(
  draw: Draw,
  place: Place,
  queues: readonly string[],
  leads: (service: string) => boolean,
): AccessInput[] {
  const key = { kmsKeyArn: () => arn(place, 'kms', KEY) };
  const why = () => reason(draw, 10).slice(0, 255);
  const readWrite = () => draw.subset(['read', 'write'] as const, 1);
  const queue = () => draw.one(...queues, arn(place, 'sqs', 'orders.fifo'), arn(place, 'sqs', 'orders'));
  const wide = <T extends object>(entry: T, isWide: boolean): T & { why?: string } =>
    isWide || draw.chance(0.4) ? { ...entry, why: why() } : entry;
  const makers: (() => AccessInput)[] = [
    () => {
      const bucket = draw.one('ml-features', 'ml-features-*', 'a.b.c');
      const prefix = { prefix: () => draw.one('features/', 'features/*', '', "it's (1)/") };
      return wide(
        { kind: 'bucket', bucket, actions: readWrite(), ...draw.some({ ...prefix, ...key }, 0.75) },
        bucket.includes('*'),
      );
    },
    () => {
      const table = draw.one('features', 'ads.*');
      const indexes = { indexes: () => draw.one<string[][]>(['by-user'], ['*'], ['by-day', 'by-user']) };
      const entry = { kind: 'table' as const, table, actions: readWrite(), ...draw.some({ ...indexes, ...key }) };
      return wide(entry, table.includes('*'));
    },
  ];
  const asQueue = (): AccessInput => {
    const actions = draw.subset(['consume', 'publish'] as const, 1);
    return wide({ kind: 'queue', queue: queue(), actions, ...draw.some(key) }, false);
  };
  // Few networks lead to these, so that where one does they are asked often.
  if (leads('sqs')) makers.push(...Array(41).fill(asQueue));
  const asSecret = (): AccessInput => {
    const secret = draw.one('ads/exchange', 'ads/*', arn(place, 'secretsmanager', 'secret:ads/exchange-AbCdEf'));
    return wide({ kind: 'secret', secret, ...draw.some(key) }, secret.includes('*'));
  };
  if (leads('secretsmanager')) makers.push(...Array(7).fill(asSecret));
  const asKey = (): AccessInput => wide({ kind: 'key', keyArn: arn(place, 'kms', KEY), actions: readWrite() }, false);
  if (leads('kms')) makers.push(...Array(7).fill(asKey));
  // Two queues of one name would be told in one variable.
  const chosen = draw.list(1, 4, () => draw.one(...makers)());
  const first = chosen.find((entry) => entry.kind === 'queue');
  return chosen.filter((entry) => entry.kind !== 'queue' || entry === first);
}

/** Ranges that overlap nothing: each of a list of its own. */
function randomEgress(draw: Draw, network: ContractNetwork): EgressInput[] {
  const ports = () => draw.subset([443, 5432, 9092, 65_535], 1);
  const why = () => reason(draw, 10).slice(0, 255);
  const open = network.nat !== 'none';
  const cidrs: EgressInput[] =
    open && draw.chance(0.7)
      ? [{ kind: 'cidr', cidr: '0.0.0.0/0', ports: draw.chance(0.8) ? [443] : [443, 80], why: why() }]
      : draw
          .subset(['100.64.0.0/12', '203.0.113.0/24', '198.51.100.7/32'], 1)
          .map((cidr) => ({ kind: 'cidr', cidr, ports: ports(), why: why() }));
  const lists: EgressInput[] = [
    { kind: 'prefix-list', prefixListId: 'pl-0123456789abcdef0', ports: ports(), why: why() },
  ];
  const groups: EgressInput[] = [
    { kind: 'security-group', securityGroupId: 'sg-0123456789abcdef0', ports: ports(), why: why() },
  ];
  const services = ['s3', 'dynamodb', ...(network.endpoints?.services ?? [])];
  const aws: EgressInput[] = [{ kind: 'aws-service', service: draw.one(...services), why: why() }];
  const kinds = [open ? cidrs : [], lists, groups, aws].filter((kind) => kind.length > 0);
  return draw.subset(kinds, 1).flat();
}
