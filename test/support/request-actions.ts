/** What IAM calls the services that sign their requests by another name. */
const SERVICES: Readonly<Record<string, string>> = { monitoring: 'cloudwatch' };

/** Operations that are told by method and path, and what IAM calls them, by service. */
const BY_PATH: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
  backup: [
    [/^DELETE .*\/plans\//, 'DeleteBackupPlan'],
    [/^GET .*\/plans\//, 'GetBackupPlan'],
    [/^DELETE /, 'DeleteBackupVault'],
    [/^GET /, 'DescribeBackupVault'],
  ],
  batch: [
    [/createschedulingpolicy$/, 'CreateSchedulingPolicy'],
    [/deletecomputeenvironment$/, 'DeleteComputeEnvironment'],
    [/deletejobqueue$/, 'DeleteJobQueue'],
    [/deleteschedulingpolicy$/, 'DeleteSchedulingPolicy'],
    [/deregisterjobdefinition$/, 'DeregisterJobDefinition'],
    [/describejobdefinitions$/, 'DescribeJobDefinitions'],
    [/describeschedulingpolicies$/, 'DescribeSchedulingPolicies'],
    [/registerjobdefinition$/, 'RegisterJobDefinition'],
  ],
  elasticfilesystem: [
    [/^DELETE .*access-points/, 'DeleteAccessPoint'],
    [/^DELETE .*file-systems/, 'DeleteFileSystem'],
    [/^DELETE .*mount-targets/, 'DeleteMountTarget'],
    [/^GET .*access-points/, 'DescribeAccessPoints'],
    [/^GET .*policy$/, 'DescribeFileSystemPolicy'],
    [/^GET .*file-systems\/\*\/\*$/, 'DescribeLifecycleConfiguration'],
    [/^GET .*file-systems/, 'DescribeFileSystems'],
    [/^GET .*mount-targets\/\*\/\*$/, 'DescribeMountTargetSecurityGroups'],
    [/^GET .*mount-targets/, 'DescribeMountTargets'],
    [/^POST .*access-points$/, 'CreateAccessPoint'],
    [/^POST .*file-systems$/, 'CreateFileSystem'],
    [/^POST .*mount-targets$/, 'CreateMountTarget'],
    [/^PUT .*policy$/, 'PutFileSystemPolicy'],
    [/^PUT .*file-systems\/\*\/\*$/, 'PutLifecycleConfiguration'],
  ],
  lambda: [
    [/^DELETE .*\/policy\//, 'RemovePermission'],
    [/^DELETE /, 'DeleteFunction'],
    [/^POST .*\/policy$/, 'AddPermission'],
    [/^GET .*\/policy$/, 'GetPolicy'],
    [/^GET .*MaxItems$/, 'ListVersionsByFunction'],
    [/^GET /, 'GetFunctionCodeSigningConfig'],
  ],
  route53: [
    [/^GET .*\/change\//, 'GetChange'],
    [/^GET .*rrset/, 'ListResourceRecordSets'],
    [/^POST .*rrset$/, 'ChangeResourceRecordSets'],
    [/^GET /, 'GetHostedZone'],
  ],
  s3: [
    [/^(PUT|DELETE) .*\?encryption$/, 'PutEncryptionConfiguration'],
    [/^(PUT|DELETE) .*\?lifecycle$/, 'PutLifecycleConfiguration'],
    [/^(PUT|DELETE) .*\?ownershipControls$/, 'PutBucketOwnershipControls'],
    [/^(PUT|DELETE) .*\?publicAccessBlock$/, 'PutBucketPublicAccessBlock'],
    [/^DELETE .*\?policy$/, 'DeleteBucketPolicy'],
    [/^PUT .*\?policy$/, 'PutBucketPolicy'],
    [/^PUT .*\?tagging$/, 'PutBucketTagging'],
    [/^PUT .*\?versioning$/, 'PutBucketVersioning'],
    [/^DELETE \/\*$/, 'DeleteBucket'],
    [/^PUT \/\*$/, 'CreateBucket'],
    [/^HEAD /, 'ListBucket'],
    [/\?accelerate$/, 'GetAccelerateConfiguration'],
    [/\?acl$/, 'GetBucketAcl'],
    [/\?cors$/, 'GetBucketCORS'],
    [/\?encryption$/, 'GetEncryptionConfiguration'],
    [/\?lifecycle$/, 'GetLifecycleConfiguration'],
    [/\?logging$/, 'GetBucketLogging'],
    [/\?object-lock$/, 'GetBucketObjectLockConfiguration'],
    [/\?ownershipControls$/, 'GetBucketOwnershipControls'],
    [/\?policy$/, 'GetBucketPolicy'],
    [/\?publicAccessBlock$/, 'GetBucketPublicAccessBlock'],
    [/\?replication$/, 'GetReplicationConfiguration'],
    [/\?requestPayment$/, 'GetBucketRequestPayment'],
    [/\?tagging$/, 'GetBucketTagging'],
    [/\?versioning$/, 'GetBucketVersioning'],
    [/\?website$/, 'GetBucketWebsite'],
  ],
  scheduler: [
    [/^DELETE /, 'DeleteSchedule'],
    [/^GET /, 'GetSchedule'],
    [/^POST /, 'CreateSchedule'],
  ],
};

/** What IAM calls a recorded operation. Throws for one by method and path that nobody has named. */
export function actionOf(operation: string): string {
  const [, service = '', rest = ''] = /^([^.]*)\.(.*)$/.exec(operation) ?? [];
  const named = SERVICES[service] ?? service;
  if (!rest.includes(' ')) return `${named}:${rest}`;
  const found = BY_PATH[service]?.find(([pattern]) => pattern.test(rest))?.[1];
  if (found === undefined) throw new Error(`nobody has named ${operation}`);
  return `${named}:${found}`;
}
