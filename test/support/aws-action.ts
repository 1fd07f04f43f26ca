import type { LoopbackRequest } from './loopback';

/** Which operation of which AWS service a request asks for. */
export interface AwsAction {
  /** Signing name of the service: `ecs`, `ec2`, `application-autoscaling`. Empty for an unsigned request. */
  readonly service: string;
  /** `DescribeServices`; for REST protocols, which do not name the operation, method and path: `GET /bucket?policy`. */
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
  return { service: scope?.[1] ?? '', action: named || `${method} ${path}` };
}
