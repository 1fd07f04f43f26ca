import { amiParameter } from '../fleet/ami';
import { locksOut } from '../identity/key-lockout';
import { fleetTraits } from '../sizing/fleet-types';
import type { EnvironmentSpec } from '../spec/environment';
import { hostTypes } from '../training/host-types';
import { type Check, missing, ok } from './check';

/** What an environment names that must be there before it is deployed. */
export function platformChecks(environment: EnvironmentSpec, named: readonly Named[] = []): Check[] {
  const { region, alarmTopicArns } = environment;
  const in_ = ['--region', region];
  const images = new Map(imagesOf(environment).map((image) => [image.id, image]));
  return [
    ...[...images.values()].map((image) => imageCheck(image, in_)),
    ...gatewayChecks(environment, in_),
    ...alarmTopicArns.map((arn) => topic(arn, in_)),
    ...named.map((one) => (one.kind === 'key' ? key(one.name, in_) : secret(one, in_))),
  ];
}

/** What systems and backends name of the account, each once. */
export interface Named {
  readonly kind: 'key' | 'secret' | 'parameter';
  readonly name: string;
}

/** Keys, secrets and parameters that a document names, wherever it does. Late-bound ones are Terraform's. */
export function namedIn(document: unknown): Named[] {
  const kinds = { kmsKeyArn: 'key', secretsManager: 'secret', parameter: 'parameter' } as const;
  const found = (value: unknown): Named[] => {
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([field, inner]) => {
      const kind = Object.hasOwn(kinds, field) ? kinds[field as keyof typeof kinds] : undefined;
      if (kind === undefined || typeof inner !== 'string') return found(inner);
      return inner.includes('${') ? [] : [{ kind, name: inner }];
    });
  };
  const once = new Map(found(document).map((one) => [`${one.kind} ${one.name}`, one]));
  return [...once.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

interface Image {
  readonly id: string;
  readonly release: string;
  readonly isId: boolean;
}

function imagesOf({ fleets, trainingClusters }: EnvironmentSpec): Image[] {
  const image = (release: string, types: readonly string[]): Image => {
    const isId = release.startsWith('ami-');
    return { id: isId ? release : amiParameter(release, fleetTraits(types)), release, isId };
  };
  return [
    ...Object.values(fleets).map((fleet) => image(fleet.amiRelease, fleet.instanceTypes)),
    ...Object.values(trainingClusters).map((cluster) => image(cluster.amiRelease, hostTypes(cluster, '').types)),
  ];
}

function imageCheck({ id, release, isId }: Image, region: readonly string[]): Check {
  const newest = id.replace(`/${release}/`, '/recommended/').replace(/image_id$/, 'image_name');
  return {
    what: `the image of hosts ${release}`,
    command: isId
      ? ['aws', 'ec2', 'describe-images', '--image-ids', id, ...region]
      : ['aws', 'ssm', 'get-parameter', '--name', id, ...region],
    judge: () => ok(),
    fix: isId
      ? 'name an image of this region in amiRelease'
      : `put the newest into amiRelease: aws ssm get-parameter --name ${newest} ${region.join(' ')} --query Parameter.Value`,
  };
}

function gatewayChecks({ gateways }: EnvironmentSpec, region: readonly string[]): Check[] {
  const all = Object.values(gateways);
  const zones = new Map(
    all.flatMap(({ domain }) => (domain === undefined ? [] : [[domain.zoneId, domain.name] as const])),
  );
  const certificates = [...new Set(all.flatMap(({ certificateArn }) => certificateArn ?? []))];
  return [
    ...[...zones].map(
      ([zoneId, name]): Check => ({
        what: `the hosted zone ${zoneId} of ${name}`,
        command: ['aws', 'route53', 'get-hosted-zone', '--id', zoneId],
        judge: () => ok(),
        fix: `put its id into domain.zoneId of the gateway: aws route53 list-hosted-zones-by-name --dns-name ${name}`,
      }),
    ),
    ...certificates.map((arn): Check => {
      const fix =
        'put the ARN of an issued one into certificateArn: aws acm list-certificates --certificate-statuses ISSUED';
      return {
        what: `the certificate ${arn}`,
        command: ['aws', 'acm', 'describe-certificate', '--certificate-arn', arn, ...region],
        judge: ({ Certificate }) => {
          const { Status } = (Certificate ?? {}) as { Status?: string };
          return Status === 'ISSUED' ? ok('is issued') : missing(`is ${Status}`, fix);
        },
        fix,
      };
    }),
  ];
}

function topic(arn: string, region: readonly string[]): Check {
  const name = arn.split(':').at(-1);
  return {
    what: `the topic ${name}`,
    command: ['aws', 'sns', 'get-topic-attributes', '--topic-arn', arn, ...region],
    judge: () => ok(),
    fix: `aws sns create-topic --name ${name} ${region.join(' ')}`,
  };
}

/** Roles are granted keys by IAM, which counts only where the policy of the key leaves it to the account. */
function key(arn: string, region: readonly string[]): Check {
  const fix = `let its policy allow 'kms:*' to the root of the account: aws kms put-key-policy --key-id ${arn} --policy-name default --policy file://policy.json ${region.join(' ')}`;
  return {
    what: `the key ${arn}`,
    command: ['aws', 'kms', 'get-key-policy', '--key-id', arn, '--policy-name', 'default', ...region],
    judge: ({ Policy }) => {
      const isOut = locksOut(String(Policy));
      if (isOut === undefined) return { status: 'unknown', says: 'has a policy that could not be read' };
      return isOut ? missing('does not leave its use to the account', fix) : ok('leaves its use to the account');
    },
    fix: 'name a key that is there: aws kms list-aliases',
  };
}

function secret({ kind, name }: Named, region: readonly string[]): Check {
  const at = region.join(' ');
  return kind === 'parameter'
    ? {
        what: `the parameter ${name}`,
        command: ['aws', 'ssm', 'describe-parameters', '--parameter-filters', `Key=Name,Values=${name}`, ...region],
        judge: ({ Parameters = [] }) =>
          (Parameters as unknown[]).length > 0 ? ok() : missing('is not there', parameterFix(name, at)),
        fix: parameterFix(name, at),
      }
    : {
        what: `the secret ${name}`,
        command: ['aws', 'secretsmanager', 'describe-secret', '--secret-id', name, ...region],
        judge: () => ok(),
        fix: `aws secretsmanager create-secret --name ${name} --secret-string file://secret ${at}`,
      };
}

function parameterFix(name: string, at: string): string {
  return `aws ssm put-parameter --name ${name} --type SecureString --value file://secret ${at}`;
}
