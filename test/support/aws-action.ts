import type { LoopbackRequest } from './loopback';

/** Which operation of which AWS service a request asks for. */
export interface AwsAction {
  /** Signing name of the service: `ecs`, `ec2`, `application-autoscaling`. Empty for an unsigned request. */
  readonly service: string;
  /** `DescribeServices`; for REST protocols, which do not name the operation, method and path: `GET /bucket?policy`, but for those of Lambda. */
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
  return { service, action: named || (service === 'lambda' ? lambdaAction(written) : written) };
}

/** Operations of Lambda, whose paths hold the name of the function. */
const LAMBDA: readonly (readonly [RegExp, string])[] = [
  [/^POST \/2015-03-31\/functions\/?$/, 'CreateFunction'],
  [/^GET \/2015-03-31\/functions\/[^/?]+(\?.*)?$/, 'GetFunction'],
  [/^PUT \/2015-03-31\/functions\/[^/?]+\/configuration$/, 'UpdateFunctionConfiguration'],
];

function lambdaAction(written: string): string {
  return LAMBDA.find(([pattern]) => pattern.test(written))?.[1] ?? written;
}
