/** One resource of a state file. */
export interface StateResource {
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly instances: readonly { readonly attributes: Readonly<Record<string, unknown>> }[];
}

/** What must be gone before something else may go, and why it matters. */
export interface Precedence {
  readonly earlier: string;
  readonly later: string;
}

/**
 * What must be destroyed before what, found in what was applied: by the ids that AWS knows, not by how the configuration refers.
 * A service that stops still answers and still logs in; a list of providers that names a provider keeps it; a provider keeps its group.
 */
export function precedences(resources: readonly StateResource[]): Precedence[] {
  const all = resources
    .filter(({ mode }) => mode === 'managed')
    .map((r): Applied => ({ type: r.type, address: `${r.type}.${r.name}`, at: r.instances[0]?.attributes ?? {} }));
  const of = (type: string) => all.filter((r) => r.type === type);
  const pairs = (
    earliers: readonly Applied[],
    laters: readonly Applied[],
    isPair: (earlier: Applied, later: Applied) => boolean,
  ) =>
    earliers.flatMap((earlier) =>
      laters
        .filter((later) => isPair(earlier, later))
        .map((later) => ({ earlier: earlier.address, later: later.address })),
    );
  const rules = [...of('aws_vpc_security_group_ingress_rule'), ...of('aws_vpc_security_group_egress_rule')];
  const forwarders = [...of('aws_lb_listener_rule'), ...of('aws_lb_listener')];
  const policies = [...of('aws_iam_role_policy'), ...of('aws_iam_role_policy_attachment')];
  const services = of('aws_ecs_service');
  const rolesOf = (service: Applied) => {
    const task = of('aws_ecs_task_definition').find((t) => t.at.arn === service.at.task_definition);
    return [task?.at.task_role_arn, task?.at.execution_role_arn];
  };
  const roleArn = (policy: Applied) => of('aws_iam_role').find((role) => role.at.name === policy.at.role)?.at.arn;
  return [
    ...pairs(services, rules, (s, rule) => mentions(s.at.network_configuration, rule.at.security_group_id)),
    ...pairs(services, policies, (s, policy) => rolesOf(s).includes(roleArn(policy))),
    ...pairs(services, forwarders, (s, f) => targetsOf(f).some((arn) => mentions(s.at.load_balancer, arn))),
    ...pairs(services, of('aws_ecs_task_definition'), (s, task) => s.at.task_definition === task.at.arn),
    ...pairs(of('aws_appautoscaling_target'), services, (t, s) => String(t.at.resource_id).endsWith(`/${s.at.name}`)),
    ...pairs(
      of('aws_appautoscaling_policy'),
      of('aws_appautoscaling_target'),
      (p, t) => p.at.resource_id === t.at.resource_id,
    ),
    ...pairs(forwarders, of('aws_lb_target_group'), (f, group) => targetsOf(f).includes(group.at.arn)),
    ...pairs(rules, of('aws_security_group'), (rule, group) =>
      [rule.at.security_group_id, rule.at.referenced_security_group_id].includes(group.at.id),
    ),
    ...pairs(of('aws_lb_listener'), of('aws_lb'), (listener, lb) => listener.at.load_balancer_arn === lb.at.arn),
    ...pairs(of('aws_lb'), of('aws_s3_bucket_policy'), (lb, policy) => mentions(lb.at.access_logs, policy.at.bucket)),
    ...pairs(of('aws_ecs_cluster_capacity_providers'), of('aws_ecs_capacity_provider'), (list, provider) =>
      mentions(list.at.capacity_providers, provider.at.name),
    ),
    ...pairs(
      of('aws_ecs_cluster_capacity_providers'),
      of('aws_ecs_cluster'),
      (list, cluster) => list.at.cluster_name === cluster.at.name,
    ),
    ...pairs(of('aws_ecs_capacity_provider'), of('aws_autoscaling_group'), (provider, group) =>
      mentions(provider.at.auto_scaling_group_provider, group.at.arn),
    ),
    ...pairs(services, of('aws_autoscaling_group'), (s, group) => mentions(s.at.placement_constraints, group.at.name)),
    ...pairs(of('aws_autoscaling_group'), of('aws_launch_template'), (group, template) =>
      mentions(group.at.mixed_instances_policy, template.at.id),
    ),
    ...hostPrecedences(of, rules, policies),
  ];
}

interface Applied {
  readonly type: string;
  readonly address: string;
  readonly at: Readonly<Record<string, unknown>>;
}

/** A host that is still there needs its role and its way out until it is gone. */
function hostPrecedences(
  of: (type: string) => Applied[],
  rules: readonly Applied[],
  policies: readonly Applied[],
): Precedence[] {
  return of('aws_autoscaling_group').flatMap((group) => {
    const template = of('aws_launch_template').find((t) => mentions(group.at.mixed_instances_policy, t.at.id));
    const profile = of('aws_iam_instance_profile').find((p) => mentions(template?.at.iam_instance_profile, p.at.arn));
    const needed = [
      ...rules.filter((rule) => mentions(template?.at.network_interfaces, rule.at.security_group_id)),
      ...policies.filter((policy) => policy.at.role === profile?.at.role),
      ...(profile ? [profile] : []),
    ];
    return needed.map((later) => ({ earlier: group.address, later: later.address }));
  });
}

interface Action {
  readonly target_group_arn?: unknown;
  readonly forward?: readonly { readonly target_group: readonly { readonly arn: unknown }[] }[] | null;
}

/** Target groups that a listener or a rule of one forwards to. */
function targetsOf({ at }: Applied): unknown[] {
  const actions = (at.action ?? at.default_action ?? []) as readonly Action[];
  return actions.flatMap(({ target_group_arn: arn, forward }) => [
    ...(arn === undefined || arn === '' ? [] : [arn]),
    ...(forward ?? []).flatMap(({ target_group: groups }) => groups.map((group) => group.arn)),
  ]);
}

function mentions(value: unknown, id: unknown): boolean {
  return typeof id === 'string' && id !== '' && JSON.stringify(value ?? null).includes(JSON.stringify(id));
}

/**
 * The order of destroying in a graph of a destroy plan (DOT, from `terraform graph -plan`): `before(a, b)` says whether a is surely gone
 * when b goes. What the graph does not order may go at the same time.
 */
export function destroyOrder(dot: string): { before: (earlier: string, later: string) => boolean } {
  const waitsFor = new Map<string, string[]>();
  for (const [, from = '', to = ''] of dot.matchAll(/"\[root\] ([^"]+)" -> "\[root\] ([^"]+)"/g))
    waitsFor.set(from, [...(waitsFor.get(from) ?? []), to]);
  const destroyed = (address: string) => `${address} (destroy)`;
  const before = (earlier: string, later: string): boolean => {
    const seen = new Set<string>();
    const reach = (node: string): boolean => {
      if (node === destroyed(earlier)) return true;
      if (seen.has(node)) return false;
      seen.add(node);
      return (waitsFor.get(node) ?? []).some(reach);
    };
    return earlier !== later && reach(destroyed(later));
  };
  return { before };
}
