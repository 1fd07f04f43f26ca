import { EcsAccountSettingDefault } from '@cdktf/provider-aws/lib/ecs-account-setting-default';
import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider';
import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { IamServiceLinkedRole } from '@cdktf/provider-aws/lib/iam-service-linked-role';
import type { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { TerraformOutput } from 'cdktf';
import { Construct } from 'constructs';
import { tlsOnly } from '../../src/identity/access-log-policy';
import { ACCOUNT_NAME } from '../../src/identity/ci-scope';
import { issuerName } from '../../src/identity/issuer-name';
import { issuersOf } from '../../src/identity/issuers';
import { keepPolicy } from '../../src/identity/keep-policy';
import { policyDocument } from '../../src/identity/policy';
import { resourceName } from '../../src/naming/names';
import type { AccountSettings } from '../../src/spec/account-settings';
import type { BackendSpec } from '../../src/spec/backend';
import type { Site } from '../../src/spec/site';
import { tfJson } from '../terraform/json';
import { CiRoles } from './ci-roles';
import { privateBucket } from './private-bucket';

/** ECS settings that the platform depends on; they hold for hosts and services that start after they are set. */
const ECS_SETTINGS = { awsvpcTrunking: 'enabled' } as const;

interface AccountBaseProps {
  readonly site: Site;
  readonly settings: AccountSettings;
  /** Where states are: in a bucket that is made here, or in files. */
  readonly backend: BackendSpec;
}

/** What exists once per account and region: the state bucket, ECS settings, linked roles, identity providers. */
export class AccountBase extends Construct {
  readonly stateBucket?: S3Bucket;
  readonly ci?: CiRoles;
  /** For the roles that deploy: they delete nothing that is protected. */
  readonly keepPolicy: IamPolicy;

  constructor(scope: Construct, id: string, { site, settings, backend }: AccountBaseProps) {
    super(scope, id);
    if (backend.kind === 's3') this.stateBucket = this.state(site, backend.bucket);
    this.keepPolicy = this.denial(site);
    for (const [name, value] of Object.entries(ECS_SETTINGS))
      new EcsAccountSettingDefault(this, `Ecs-${name}`, { name, value });
    for (const service of [...new Set(settings.serviceLinkedRoles)].sort())
      new IamServiceLinkedRole(this, `LinkedRole-${service}`, { awsServiceName: `${service}.amazonaws.com` });
    for (const { url, audiences } of issuersOf(settings))
      new IamOpenidConnectProvider(this, `Identity-${issuerName(url)}`, { url, clientIdList: audiences });
    if (settings.ci !== undefined)
      this.ci = new CiRoles(this, 'Ci', { site, ci: settings.ci, backend, keepPolicy: this.keepPolicy });
  }

  private denial(site: Site): IamPolicy {
    const policy = new IamPolicy(this, 'Keep', {
      // Policies are the account's, and this is once for each of its regions.
      name: resourceName('policy', ACCOUNT_NAME, 'keep', site.region),
      path: site.iam.path,
      description: 'Who deploys deletes nothing that is protected',
      policy: tfJson(policyDocument(keepPolicy())),
      ...(Object.keys(site.iam.tags).length > 0 && { tags: site.iam.tags }),
    });
    const output = new TerraformOutput(this, 'KeepPolicy', {
      value: policy.arn,
      description: 'Policy to attach to whatever role deploys',
    });
    output.overrideLogicalId('keepPolicyArn');
    return policy;
  }

  private state(site: Site, name: string): S3Bucket {
    const scope = new Construct(this, 'State');
    const { bucket, settings } = privateBucket(scope, { site, name });
    new S3BucketPolicy(scope, 'Policy', {
      bucket: bucket.id,
      policy: tfJson(policyDocument([tlsOnly(bucket.arn)])),
      dependsOn: settings,
    });
    new S3BucketLifecycleConfiguration(scope, 'Expiry', {
      bucket: bucket.id,
      // Old states are how a mistake is undone; three months of them are enough.
      rule: [
        {
          id: 'old-states',
          status: 'Enabled',
          filter: [{ prefix: '' }],
          noncurrentVersionExpiration: [{ noncurrentDays: 90 }],
        },
      ],
    });
    return bucket;
  }
}
