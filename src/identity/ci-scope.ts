import { arn, domainOf, type Place, partitionOf } from '../naming/arns';
import { resourceName } from '../naming/names';
import type { BackendSpec } from '../spec/backend';
import type { CiSpec } from '../spec/ci';
import type { Site } from '../spec/site';
import { ciIssuer } from './ci-trust';
import { issuerName } from './issuer-name';

/** Roles and policies of an account are for all of its environments, and there is one set for each region. */
export const ACCOUNT_NAME = 'stowage';

/** What the roles of a CI are made for. */
export interface CiScope {
  readonly site: Pick<Site, 'account' | 'region' | 'iam'>;
  readonly ci: CiSpec;
  readonly backend: BackendSpec;
}

/** Names that its own roles and policies have, of which there are several: `stowage--ci-plan--us-east-1`. */
export function ciName(kind: 'role' | 'policy', part: string, { region }: Pick<Place, 'region'>): string {
  return resourceName(kind, ACCOUNT_NAME, `ci-${part}`, region);
}

/** What keeps who deploys in bounds, by ARN: its own roles and policies, what bounds what it makes, and who it believes. */
export function guards({ site, ci }: Pick<CiScope, 'site' | 'ci'>) {
  const iam = `arn:${partitionOf(site.region)}:iam::${site.account}:`;
  const own = resourceName('policy', ACCOUNT_NAME, 'keep', site.region);
  return {
    roles: [`${iam}role${site.iam.path}${ACCOUNT_NAME}--ci-*`],
    policies: [
      ...(site.iam.permissionsBoundaryArn === undefined ? [] : [site.iam.permissionsBoundaryArn]),
      `${iam}policy${site.iam.path}${ACCOUNT_NAME}--ci-*`,
      `${iam}policy${site.iam.path}${own}`,
    ],
    providers: [`${iam}oidc-provider/${issuerName(ciIssuer(ci).url)}`],
  };
}

/** The objects of Terraform's state, where they are in a bucket. */
export function stateOf({ site, backend }: Pick<CiScope, 'site' | 'backend'>) {
  if (backend.kind !== 's3') return undefined;
  const bucket = `arn:${partitionOf(site.region)}:s3:::${backend.bucket}`;
  const region = backend.region ?? site.region;
  return {
    bucket,
    states: `${bucket}/${backend.prefix}/*.tfstate`,
    /** That of the account stack, in whichever region; `stacks/app.ts` names it. */
    account: `${bucket}/${backend.prefix}/account-${site.account}-*.tfstate`,
    locks: `${bucket}/${backend.prefix}/*.tflock`,
    kmsKeyArn: backend.kmsKeyArn,
    /** How KMS knows that S3 asks. */
    through: `s3.${region}.${domainOf(region)}`,
  };
}

/** Patterns for the ARNs of secrets that are named as routes name them. */
export function secretArns(names: readonly string[], place: Place): string[] {
  return names.map((name) => (name.startsWith('arn:') ? name : arn(place, 'secretsmanager', `secret:${name}-??????`)));
}
