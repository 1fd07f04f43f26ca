/** A route of a service as Terraform sees it: its groups, its rules, and who moves requests between the groups. */
export interface Route {
  readonly main: string;
  /** The second group, where ECS moves requests. */
  readonly alternate?: string;
  readonly rule: string;
  readonly testRule?: string;
}

const ACCOUNT = 'us-east-1:123456789012';
const arn = (kind: string, name: string) => `arn:aws:elasticloadbalancing:${ACCOUNT}:${kind}/${name}`;

/** The resources of a route: type and name -> ARN. */
function resources({ main, alternate, rule, testRule }: Route): [string, string][] {
  const groups = alternate === undefined ? [main] : [main, alternate];
  const rules = testRule === undefined ? [rule] : [rule, testRule];
  return [
    ...groups.map((name): [string, string] => [`aws_lb_target_group.${name}`, arn('targetgroup', name)]),
    ...rules.map((name): [string, string] => [`aws_lb_listener_rule.${name}`, arn('listener-rule', name)]),
  ];
}

/** A block of the service, with null for what is not known. */
function block({ main, alternate, rule, testRule }: Route, known: (address: string) => string | null) {
  const advanced = {
    alternate_target_group_arn: known(`aws_lb_target_group.${alternate}`),
    production_listener_rule: known(`aws_lb_listener_rule.${rule}`),
    role_arn: 'arn:aws:iam::123456789012:role/shift',
    test_listener_rule: testRule === undefined ? '' : known(`aws_lb_listener_rule.${testRule}`),
  };
  return {
    advanced_configuration: alternate === undefined ? [] : [advanced],
    container_name: 'app',
    container_port: 8080,
    elb_name: '',
    target_group_arn: known(`aws_lb_target_group.${main}`),
  };
}

interface Changed {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  readonly change: Readonly<Record<'before' | 'after', unknown>> & { readonly actions: readonly string[] };
}

/** Splits what is not known from a value, as Terraform writes both. */
function split(value: unknown): { known: unknown; unknown: unknown } {
  if (value === null) return { known: undefined, unknown: true };
  if (typeof value !== 'object') return { known: value, unknown: undefined };
  const entries = Object.entries(value).map(([key, inner]) => [key, split(inner)] as const);
  const of = (side: 'known' | 'unknown') => entries.flatMap(([k, s]) => (s[side] === undefined ? [] : [[k, s[side]]]));
  if (Array.isArray(value)) {
    const [known, unknown] = [entries.map(([, s]) => s.known), entries.map(([, s]) => s.unknown ?? false)];
    return { known, unknown };
  }
  return { known: Object.fromEntries(of('known')), unknown: Object.fromEntries(of('unknown')) };
}

interface Planned {
  readonly before: readonly Route[];
  readonly after: readonly Route[];
  /** Names of groups and rules that are replaced, beside those that only one side has. */
  readonly replaced?: readonly string[];
  /** What is said of the service's blocks as they are, in place of what was applied: what ECS made of them. */
  readonly found?: readonly Route[];
}

/** The plan JSON of a service of these routes, with the resources of the routes. */
export function planned({ before, after, replaced = [], found = before }: Planned) {
  const [was, will] = [new Map(before.flatMap(resources)), new Map(after.flatMap(resources))];
  const isReplaced = (address: string) => replaced.some((name) => address.endsWith(`.${name}`));
  const stays = (address: string) => was.has(address) && !isReplaced(address);
  const changes = [...new Set([...was.keys(), ...will.keys()])].map((address) => {
    const actions = !will.has(address)
      ? ['delete']
      : !was.has(address)
        ? ['create']
        : isReplaced(address)
          ? ['delete', 'create']
          : ['no-op'];
    const change = {
      actions,
      before: was.has(address) ? { arn: was.get(address), weight: 1 } : null,
      after: will.has(address) ? { weight: 1, ...(stays(address) && { arn: was.get(address) }) } : null,
      after_unknown: will.has(address) && !stays(address) ? { arn: true } : {},
    };
    return { address, mode: 'managed', type: address.split('.')[0] as string, change };
  });
  const service = (routes: readonly Route[], known: (address: string) => string | null) => ({
    name: 'bidder',
    load_balancer: routes.map((route) => block(route, known)),
  });
  const to = split(service(after, (address) => (stays(address) ? (was.get(address) ?? null) : null)));
  const is = service(found, (address) => was.get(address) ?? null);
  return planJson([...changes, serviceChange(is, to.known, to.unknown)]);
}

export function serviceChange(before: unknown, after: unknown, unknown: unknown = {}) {
  const change = { actions: ['update'], before, after, after_unknown: unknown };
  return { address: 'aws_ecs_service.bidder_Service', mode: 'managed', type: 'aws_ecs_service', change };
}

export function planJson(changes: readonly Changed[]) {
  return { format_version: '1.2', planned_values: { root_module: {} }, resource_changes: changes };
}
