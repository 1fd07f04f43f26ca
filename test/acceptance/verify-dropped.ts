/**
 * What the shim leaves out for a provider that is older than the bindings, by resource type and attribute: all that `verify` does not show
 * to the real provider, with the reason why that is fine. Only what is in this list may be left out, and all of it must be.
 */
export const DROPPED: Readonly<Record<string, string>> = {
  'aws_cloudwatch_log_group.deletion_protection_enabled':
    'came with AWS provider 6; true or false as `environment.protect` says',
  'aws_lb_target_group.target_control_port':
    "came with AWS provider 6; the second port of an agent that counts requests, held by `concurrency.test.ts` and the bindings' types",
  'aws_ecs_service.sigint_rollback': 'came with AWS provider 6; always true, on services that others wait for',
  'aws_lb_listener_rule.action[jwt-validation]':
    'came with AWS provider 6.22; the token that a route asks for: the rule is planned without it, its ignored path moved along',
  'aws_ecs_service.deployment_configuration':
    "came with AWS provider 6.4 to 6.20; the rollout's strategy and its waits: without it the service is a plain rolling one",
  'aws_ecs_service.load_balancer.advanced_configuration':
    'came with AWS provider 6.4; the second target group, the rules and the role of a rollout that moves requests: each is planned for itself',
  'aws_ecs_service.service_connect_configuration.service.client_alias.test_traffic_rules':
    'came with AWS provider 6.4; the header of those who test, which the test rule at the gateway has too',
};

/** `aws_lb.Foundation_Gateway_1A2B3C4D.idle_timeout` -> `aws_lb.idle_timeout`; without repeats, sorted. */
export function droppedKinds(dropped: readonly string[]): string[] {
  const kinds = dropped.map((path) => path.replace(/^((?:data\.)?aws_[a-z0-9_]+)\.[^.[]+/, '$1'));
  return [...new Set(kinds)].sort();
}

/** One line for each kind that was dropped and not expected, or expected and not dropped. */
export function unexpectedDrops(dropped: readonly string[]): string[] {
  const kinds = droppedKinds(dropped);
  return [
    ...kinds.filter((kind) => DROPPED[kind] === undefined).map((kind) => `${kind} was dropped and nobody reviewed it`),
    ...Object.keys(DROPPED)
      .filter((kind) => !kinds.includes(kind))
      .map((kind) => `${kind} is listed as dropped and was not`),
  ];
}
