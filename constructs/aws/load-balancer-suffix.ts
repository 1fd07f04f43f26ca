import { Fn } from 'cdktf';

/** The part of a load balancer's ARN that its metrics know it by: `app/<name>/<id>`. */
export function loadBalancerSuffix(arn: string): string {
  return Fn.element(Fn.split('loadbalancer/', arn), 1);
}
