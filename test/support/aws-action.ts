import type { LoopbackRequest } from './loopback';

/** Which operation of which AWS service a request asks for. */
export interface AwsAction {
  /** Signing name of the service: `ecs`, `ec2`, `application-autoscaling`. Empty for an unsigned request. */
  readonly service: string;
  /** `DescribeServices`; for REST protocols, which do not name the operation, method and path: `GET /bucket?policy`, but for those named here. */
  readonly action: string;
}

/** Reads the operation off a signed request: scope of the signature, then JSON target header, then `Action` of the query protocol. */
export function awsAction({ method, path, headers, body }: LoopbackRequest): AwsAction {
  const scope = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? '');
  const target = headers['x-amz-target'];
  const isForm = (headers['content-type'] ?? '').includes('x-www-form-urlencoded');
  const named =
    typeof target === 'string'
      ? target.split('.').pop()
      : isForm
        ? new URLSearchParams(body.toString()).get('Action')
        : '';
  const service = scope?.[1] ?? '';
  const written = `${method} ${path}`;
  return { service, action: named || restAction(service, written) };
}

/** Operations whose paths hold the name of what they are about, by service. */
const BY_PATH: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
  lambda: [
    [/^POST \/2015-03-31\/functions\/?$/, 'CreateFunction'],
    [/^GET \/2015-03-31\/functions\/[^/?]+(\?.*)?$/, 'GetFunction'],
    [/^PUT \/2015-03-31\/functions\/[^/?]+\/configuration$/, 'UpdateFunctionConfiguration'],
  ],
  backup: [
    [/^PUT \/backup-vaults\/[^/?]+$/, 'CreateBackupVault'],
    [/^PUT \/backup\/plans\/?$/, 'CreateBackupPlan'],
    [/^POST \/tags\/[^/?]+\/?$/, 'TagResource'],
    [/^POST \/untag\/[^/?]+\/?$/, 'UntagResource'],
    [/^GET \/tags\/[^/?]+\/?(\?.*)?$/, 'ListTags'],
  ],
  batch: [
    [/^POST \/v1\/createcomputeenvironment$/, 'CreateComputeEnvironment'],
    [/^POST \/v1\/updatecomputeenvironment$/, 'UpdateComputeEnvironment'],
    [/^POST \/v1\/describecomputeenvironments$/, 'DescribeComputeEnvironments'],
    [/^POST \/v1\/createjobqueue$/, 'CreateJobQueue'],
    [/^POST \/v1\/updatejobqueue$/, 'UpdateJobQueue'],
    [/^POST \/v1\/describejobqueues$/, 'DescribeJobQueues'],
  ],
  elasticfilesystem: [[/^DELETE \/2015-02-01\/file-systems\/[^/?]+\/policy$/, 'DeleteFileSystemPolicy']],
};

function restAction(service: string, written: string): string {
  return BY_PATH[service]?.find(([pattern]) => pattern.test(written))?.[1] ?? written;
}
