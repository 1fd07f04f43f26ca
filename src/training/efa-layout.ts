import { type InstanceType, instanceType } from '../catalog/ec2-instances';

/** One network interface of a host, as a launch template says it. */
export interface Interface {
  readonly networkCard: number;
  readonly deviceIndex: number;
  /** `efa` speaks IP beside the fabric; `efa-only` does not and takes no address; `interface` is ENA alone. */
  readonly kind: 'interface' | 'efa' | 'efa-only';
}

const PRIMARY = { networkCard: 0, deviceIndex: 0 } as const;

/** A type whose interfaces by card the catalog does not know has two on each: no type with EFA has less. */
const FEWEST_ENIS = 2;

/** What one multi-node container needs beside the interfaces of its host: AWS Batch gives each one of its own (awsvpc). */
const CONTAINER_ENIS = 1;

/**
 * The network interfaces of a host that uses every Elastic Fabric Adapter it can have; one plain interface where it can have none.
 *
 * `doc` is what EC2 recommends: ENA first, the fabric as second device of that card and as first of each further one (EC2 user guide, "Maximize
 * network bandwidth on Amazon EC2 instances with multiple network cards", 2026-11). `multi-node` is the same wherever card 0 then has an
 * interface left for a container of AWS Batch. p5 and p5e have two a card, and there the first adapter is the primary interface too, as in
 * AWS's own templates for Batch (aws-samples/awsome-distributed-training, 3.aws-batch).
 * Device indexes come from data and not from a formula: p6-b300 has 17 cards, and the first of them has no fabric (EC2 user guide, same page).
 */
export function efaLayout(type: InstanceType, mode: 'doc' | 'multi-node'): Interface[] {
  if (type.efa === 0) return [{ ...PRIMARY, kind: 'interface' }];
  const cards = type.eniCards?.length ?? type.efa;
  const onFirst = cards === type.efa;
  const further = Array.from({ length: onFirst ? type.efa - 1 : type.efa }, (_, i): Interface => {
    return { networkCard: cards - (onFirst ? type.efa - 1 : type.efa) + i, deviceIndex: 0, kind: 'efa-only' };
  });
  if (!onFirst) return [{ ...PRIMARY, kind: 'interface' }, ...further];
  if (mode === 'multi-node' && enisOfFirstCard(type) < 2 + CONTAINER_ENIS)
    return [{ ...PRIMARY, kind: 'efa' }, ...further];
  return [{ ...PRIMARY, kind: 'interface' }, { networkCard: 0, deviceIndex: 1, kind: 'efa-only' }, ...further];
}

/** The interfaces that the hosts of one cluster have for jobs of several of them; none to say where no type has the fabric. */
export function efaInterfaces(types: readonly string[]): Interface[] {
  const [first] = types.flatMap((type) => instanceType(type) ?? []);
  return first === undefined || first.efa === 0 ? [] : efaLayout(first, 'multi-node');
}

/** Interfaces that card 0 takes, those for containers included. */
export function enisOfFirstCard({ eniCards }: InstanceType): number {
  return eniCards?.[0] ?? FEWEST_ENIS;
}

/** The devices that a container needs to use all adapters of its host: AWS Batch adds none by itself. */
export function efaDevices({ efa }: InstanceType): string[] {
  return Array.from({ length: efa }, (_, i) => `/dev/infiniband/uverbs${i}`);
}
