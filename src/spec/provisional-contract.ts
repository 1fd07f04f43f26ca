import { createHash } from 'node:crypto';
import { arn, domainOf, partitionOf } from '../naming/arns';
import { ARCHIVE_WRITER, archiveStream } from '../naming/log-archive';
import { resourceName } from '../naming/names';
import type { Contract } from './contract';
import { contractOf, type LateBound } from './contract-of';
import { type DataContract, dataContractOf } from './data-contract';
import type { EnvironmentSpec } from './environment';
import type { GatewaySpec } from './gateway';
import type { SystemSpec } from './system';
import { type SystemContract, systemContractOf } from './system-contract';

/** Where an environment is: all that its ids are derived from. */
type Site = Pick<EnvironmentSpec, 'name' | 'account' | 'region'>;

/**
 * The contract that a foundation would publish if it were applied: every id is made up, in the form that AWS gives it. One environment has
 * one provisional contract for ever, and no two environments share an id, so that a plan made with it can be compared with another.
 */
export function provisionalContract(environment: EnvironmentSpec): Contract {
  return contractOf(environment, (path) => {
    const [part, name = '', ...rest] = path;
    if (part === 'network') return networkId(environment, name, path);
    if (part === 'cluster') return clusterArn(environment, name, path);
    if (part === 'dns') return namespaceId(environment, path);
    if (part === 'trainingClusters') return trainingValue(environment, name, path);
    if (part === 'logArchive') return archiveArn(environment, name);
    if (part === 'keys') return arn(environment, 'kms', `key/${uuid(environment, path)}`);
    return gatewayValue(environment, name, environment.gateways[name] as GatewaySpec, rest.join('.'));
  });
}

/** The same for what a system publishes of its services. */
export function provisionalSystemContract(system: SystemSpec, site: Site): SystemContract {
  return systemContractOf(system, (path) => id(site, 'sg', ['systems', system.name, ...path]));
}

/** The same for what a system publishes of its volumes. */
export function provisionalDataContract(system: SystemSpec, site: Site): DataContract {
  return dataContractOf(system, (path) => {
    const at = ['data', system.name, ...path];
    const fileSystem = id(site, 'fs', ['data', system.name, ...path.slice(0, 2)]);
    const point = id(site, 'fsap', at.slice(0, -1));
    const volume = id(site, 'vol', ['data', system.name, ...path.slice(0, 2)]);
    const values: Readonly<Record<string, string>> = {
      fileSystemId: fileSystem,
      fileSystemArn: arn(site, 'elasticfilesystem', `file-system/${fileSystem}`),
      id: point,
      arn: arn(site, 'elasticfilesystem', `access-point/${point}`),
      securityGroupId: id(site, 'sg', at),
      volumeId: volume,
      volumeArn: arn(site, 'ec2', `volume/${volume}`),
      lustreArn: arn(site, 'fsx', `file-system/${fileSystem}`),
      dnsName: `${fileSystem}.fsx.${site.region}.${domainOf(site.region)}`,
      mountName: digits(site, at, 8, LOWER),
    };
    return values[path.at(-1) as string] as string;
  });
}

/** Ids of what AWS itself keeps are eight digits long; all others have seventeen. */
function networkId(site: Site, kind: string, path: readonly string[]): string {
  if (kind === 'prefixLists') return `pl-${digits(site, path, 8)}`;
  const prefixes: Readonly<Record<string, string>> = { vpcId: 'vpc', endpoints: 'sg' };
  return id(site, prefixes[kind] ?? 'subnet', path);
}

function clusterArn(environment: EnvironmentSpec, field: string, path: readonly string[]): string {
  return field === 'arn'
    ? arn(environment, 'ecs', `cluster/${resourceName('cluster', environment.name)}`)
    : arn(environment, 'servicediscovery', `namespace/${namespaceId(environment, path)}`);
}

function archiveArn(environment: EnvironmentSpec, field: string): string {
  if (field === 'streamArn') return archiveStream(environment).arn;
  const { account, region, iam, name } = environment;
  return `arn:${partitionOf(region)}:iam::${account}:role${iam.path}${resourceName('role', name, ...ARCHIVE_WRITER)}`;
}

function namespaceId(site: Site, path: readonly string[]): string {
  return `ns-${digits(site, path, 16, LOWER)}`;
}

function trainingValue(site: Site, name: string, path: readonly string[]): string {
  return path.at(-1) === 'queueArn'
    ? arn(site, 'batch', `job-queue/${resourceName('jobQueue', site.name, name)}`)
    : id(site, 'sg', path);
}

/** ELB user guides: an application balancer's host name ends in a number, and an internal one's begins with `internal-`; a network balancer's ends in its id. */
function gatewayValue(site: Site, name: string, gateway: GatewaySpec, field: string): ReturnType<LateBound> {
  const path = ['gateways', name];
  const balancer = resourceName('loadBalancer', site.name, name);
  const kind = gateway.kind === 'application' ? 'app' : 'net';
  const own = `${kind}/${balancer}/${digits(site, path, 16)}`;
  const label = gateway.scheme === 'internal' ? `internal-${balancer}` : balancer;
  const host =
    kind === 'app'
      ? `${label}-${digits(site, path, 10, '123456789')}.${site.region}.elb`
      : `${balancer}-${digits(site, path, 16)}.elb.${site.region}`;
  const values: Readonly<Record<string, string>> = {
    arn: arn(site, 'elasticloadbalancing', `loadbalancer/${own}`),
    listenerArn: arn(site, 'elasticloadbalancing', `listener/${own}/${digits(site, [...path, 'listener'], 16)}`),
    securityGroupId: id(site, 'sg', path),
    dnsName: `${host}.amazonaws.com${site.region.startsWith('cn-') ? '.cn' : ''}`,
    // AWS has one such zone for each region and kind of balancer.
    hostedZoneId: `Z${digits({ account: '', region: site.region, name: '' }, ['balancers', kind], 13, UPPER)}`,
    certificateArn: gateway.certificateArn ?? arn(site, 'acm', `certificate/${uuid(site, path)}`),
  };
  return values[field] as string;
}

const HEX = '0123456789abcdef';
const LOWER = '0123456789abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();

function id(site: Site, prefix: string, path: readonly string[]): string {
  return `${prefix}-0${digits(site, path, 16)}`;
}

function uuid(site: Site, path: readonly string[]): string {
  const hex = digits(site, path, 32);
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20)].join('-');
}

/** So many digits that are always the same for one path in one environment. */
function digits({ account, region, name }: Site, path: readonly string[], count: number, alphabet = HEX): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([account, region, name, ...path]))
    .digest();
  return [...digest.subarray(0, count)].map((byte) => alphabet[byte % alphabet.length]).join('');
}
