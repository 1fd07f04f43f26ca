import { EC2_CATALOG, type InstanceType, instanceType, instanceTypes } from '../catalog/ec2-instances';
import type { Problem } from '../errors';
import { checkInstanceTypes } from '../sizing/fleet-types';
import { nearest } from '../spec/parse';
import type { TrainingClusterSpec } from '../spec/training/training-cluster';
import { attributeFilters } from './attribute-filters';
import { unusableBecause } from './usable-host';

/** What a cluster says of its hosts, in one of three ways. */
export type HostsSaid = Pick<TrainingClusterSpec, 'accelerators' | 'instanceTypes' | 'attributes' | 'maxUsdPerHour'>;

/** The instance types of a cluster; none where there is a problem. */
export interface HostTypes {
  readonly types: string[];
  readonly problems: Problem[];
}

const WAYS = ['accelerators', 'instanceTypes', 'attributes'] as const;

/** An allocation strategy chooses worse among more, and nobody reads a longer list. From experience, not from a document. */
export const MOST_HOST_TYPES = 40;

/**
 * The instance types that the hosts of a training cluster may have.
 * What is searched for comes cheapest first, then by name, what has no price last; what is named stays as it was written.
 * @param field where the cluster stands, `trainingClusters.gpus`; empty within the cluster itself.
 */
export function hostTypes(cluster: HostsSaid, field: string): HostTypes {
  const at = (key: string) => (field === '' ? key : `${field}.${key}`);
  const [way, second] = WAYS.filter((key) => cluster[key] !== undefined);
  if (way === undefined) {
    const problem = 'says nothing of its hosts';
    return refused({
      code: 'HostsNotSaid',
      field,
      problem,
      fix: "say one of accelerators: { a10g: 4 }, instanceTypes: ['g5.12xlarge'] or attributes",
    });
  }
  if (second !== undefined) {
    const problem = `is said beside ${way}, and each of them says all of the hosts`;
    return refused({ code: 'HostsSaidTwice', field: at(second), problem, fix: 'leave one of the two out' });
  }
  if (cluster.instanceTypes !== undefined) return named(cluster.instanceTypes, cluster, at('instanceTypes'));
  const found =
    cluster.accelerators !== undefined
      ? byAccelerators(cluster.accelerators, at('accelerators'))
      : byAttributes(cluster.attributes as NonNullable<HostsSaid['attributes']>, at('attributes'));
  return found.problems.length > 0 ? found : affordable(found.types, cluster, at(way), at('maxUsdPerHour'));
}

function refused(...problems: Problem[]): HostTypes {
  return { types: [], problems };
}

/** What the user named: each that cannot be is refused by name. */
function named(types: readonly string[], { maxUsdPerHour }: HostsSaid, field: string): HostTypes {
  const problems = [
    ...checkInstanceTypes(types, field),
    ...types.flatMap((name, i) => {
      const type = instanceType(name);
      return type === undefined ? [] : entryProblems(type, maxUsdPerHour, `${field}.${i}`);
    }),
  ];
  return { types: problems.length > 0 ? [] : [...types], problems };
}

function entryProblems(type: InstanceType, most: number | undefined, field: string): Problem[] {
  const unusable = unusableBecause(type);
  if (unusable !== undefined) return [{ field, ...unusable }];
  if (most === undefined || (type.usdPerHour !== undefined && type.usdPerHour <= most)) return [];
  const { date, region } = EC2_CATALOG;
  const price =
    type.usdPerHour === undefined
      ? `whose price the catalog of ${date} does not have, but maxUsdPerHour is ${most}`
      : `which costs ${type.usdPerHour} US dollars an hour in ${region} (${date}), but maxUsdPerHour is ${most}`;
  const fix = type.usdPerHour === undefined ? '' : `say maxUsdPerHour: ${type.usdPerHour} or more, or `;
  return [{ code: 'HostTooExpensive', field, problem: `is '${type.type}', ${price}`, fix: `${fix}leave the type out` }];
}

/** All types of today that have exactly these accelerators. */
function byAccelerators(wanted: Readonly<Record<string, number>>, field: string): HostTypes {
  const models = Object.keys(wanted);
  const [model] = models;
  if (model === undefined) {
    return refused({ code: 'HostsNotSaid', field, problem: 'names no accelerator', fix: 'say one, as { a10g: 4 }' });
  }
  if (models.length > 1) {
    const problem = `names ${models.length} models, ${models.join(' and ')}, and no host has more than one`;
    return refused({ code: 'SeveralAccelerators', field, problem, fix: 'name one, or the types in instanceTypes' });
  }
  const having = sorted().filter(({ accelerator }) => accelerator?.name === model);
  if (having.length === 0) return refused(unknownModel(model, field));
  const usable = having.filter((type) => unusableBecause(type) === undefined);
  if (usable.length === 0)
    return refused({ field: `${field}.${model}`, ...unusableBecause(having[0] as InstanceType)! });
  const counts = [...new Set(usable.flatMap((type) => type.accelerator?.count || []))].sort((a, b) => a - b);
  const types = usable.filter(({ accelerator }) => accelerator?.count === wanted[model]);
  if (types.length > 0) return { types: types.map(({ type }) => type), problems: [] };
  return refused({
    code: 'NoSuchAcceleratorCount',
    field: `${field}.${model}`,
    problem: `is ${wanted[model]}, and no host has so many`,
    fix: counts.length > 0 ? `use ${counts.join(', ')}` : `name types that have a part of one in instanceTypes`,
  });
}

function unknownModel(model: string, field: string): Problem {
  const known = [
    ...new Set(sorted().flatMap((t) => (unusableBecause(t) === undefined ? (t.accelerator?.name ?? []) : []))),
  ];
  const near = nearest(model, known);
  return {
    code: 'UnknownAccelerator',
    field: `${field}.${model}`,
    problem: `is no accelerator that the catalog of ${EC2_CATALOG.date} knows`,
    fix: near === undefined ? `use one of ${known.sort().join(', ')}` : `did you mean '${near}'?`,
  };
}

/** All types of today that have what is asked for. */
function byAttributes(attributes: NonNullable<HostsSaid['attributes']>, field: string): HostTypes {
  const { minVcpus, maxVcpus } = attributes;
  if (maxVcpus !== undefined && minVcpus > maxVcpus) {
    const problem = `is ${minVcpus} but maxVcpus is ${maxVcpus}`;
    return refused({ code: 'MinAboveMax', field: `${field}.minVcpus`, problem, fix: `use ${maxVcpus} or less` });
  }
  const filters = attributeFilters(attributes);
  const usable = sorted().filter((type) => unusableBecause(type) === undefined && type.hypervisor !== 'xen');
  const types = usable.filter((type) => filters.every(({ has }) => has(type)));
  if (types.length > 0) return { types: types.map(({ type }) => type), problems: [] };
  const fix = whatStandsInTheWay(attributes, usable);
  return refused({ code: 'NoSuchHosts', field, problem: 'asks for what no instance type has', fix });
}

/** Each field without which there would be hosts. */
function whatStandsInTheWay(attributes: NonNullable<HostsSaid['attributes']>, usable: readonly InstanceType[]): string {
  const filters = attributeFilters(attributes);
  const ways = filters.flatMap(({ key }) => {
    // Without a model its kind is decided anew.
    const all = key === 'accelerator' ? attributeFilters({ ...attributes, accelerator: undefined }) : filters;
    const found = usable.filter((type) => all.every((filter) => filter.key === key || filter.has(type)));
    if (found.length === 0) return [];
    return [`without ${key} there ${found.length === 1 ? 'is' : 'are'} ${found.length}, as ${found[0]?.type}`];
  });
  if (ways.length > 0) return ways.join('; ');
  return `ask for less: no one of ${filters.map(({ key }) => key).join(', ')} alone is the reason`;
}

/** Of what was searched for, what may be paid; not more than a list of which somebody knows what is in it. */
function affordable(
  types: readonly string[],
  { maxUsdPerHour: most }: HostsSaid,
  field: string,
  priceField: string,
): HostTypes {
  const priced = types.map((name) => [name, instanceType(name)?.usdPerHour] as const);
  const left = priced
    .filter(([, usd]) => most === undefined || (usd !== undefined && usd <= most))
    .map(([name]) => name);
  if (left.length === 0) {
    const [name, usd] = priced[0] as (typeof priced)[number];
    const problem = `is ${most}, and ${usd === undefined ? `no price is known of ${name}` : `the cheapest such host, ${name}, costs ${usd}`}`;
    const fix = usd === undefined ? 'leave it out' : `use ${usd} or more`;
    return refused({ code: 'HostTooExpensive', field: priceField, problem, fix });
  }
  if (left.length <= MOST_HOST_TYPES) return { types: left, problems: [] };
  return refused({
    code: 'TooManyHostTypes',
    field,
    problem: `finds ${left.length} instance types, and a cluster takes ${MOST_HOST_TYPES} at most`,
    fix: 'ask for more, with maxVcpus, maxMemoryMiB or maxUsdPerHour, or name the types in instanceTypes',
  });
}

let cheapestFirst: readonly InstanceType[] | undefined;

/** Every type of the catalog, cheapest first, then by name; what has no price last. Sorted once: each cluster is looked up several times. */
function sorted(): readonly InstanceType[] {
  cheapestFirst ??= inOrderOfPrice([...instanceTypes().values()]);
  return cheapestFirst;
}

function inOrderOfPrice(types: readonly InstanceType[]): InstanceType[] {
  const price = ({ usdPerHour }: InstanceType) => usdPerHour ?? Number.POSITIVE_INFINITY;
  return [...types].sort((a, b) => {
    const [one, other] = [price(a), price(b)];
    return one === other ? (a.type < b.type ? -1 : 1) : one - other;
  });
}
