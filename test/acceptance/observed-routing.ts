import type { EmulatedAws } from '../support/emulated-aws';
import { elements, readXml, textAt, type XmlElement } from '../support/xml';
import type { Routing } from './expected-routing';
import { groupNames, type Published } from './observed-rules';

/** What the load balancers of a platform do, read back from where they run, in the words of `expectedRouting`. */
export async function observedRouting(aws: EmulatedAws, published: Published, zoneId: string): Promise<Routing> {
  const gateways = Object.entries(published.contract.gateways);
  const rules = await Promise.all(gateways.map(([, { arn }]) => listenerRules(aws, arn)));
  const owners = withAlternates(await targetOwners(aws, published), rules.flat());
  const nameOf = (arn: string) => gateways.find(([, gateway]) => gateway.arn === arn)?.[0] ?? arn;
  const groups = await aws.query('elasticloadbalancing', 'DescribeTargetGroups');
  const listeners = gateways.map(([name], i) => listenersOf(name, rules[i] as ListenerRules[], owners));
  return {
    listeners: listeners.flatMap((l) => l.listeners).sort(),
    routes: listeners.flatMap((l) => l.routes).sort(),
    // The second group of a service whose rollout moves requests is as the first.
    targets: [
      ...new Set(
        await Promise.all(
          elements(groups, 'DescribeTargetGroupsResult', 'TargetGroups', 'member').map((g) =>
            target(aws, g, owners, nameOf),
          ),
        ),
      ),
    ].sort(),
    hosts: await hostRecords(aws, published, zoneId),
  };
}

type Owners = ReadonlyMap<string, string>;

/** Target group -> service and container port. */
async function targetOwners(aws: EmulatedAws, published: Published): Promise<Owners> {
  const { arn: cluster } = published.contract.cluster;
  const { serviceArns: services } = await aws.json<{ serviceArns: string[] }>('ecs', `${ECS}.ListServices`, {
    cluster,
    maxResults: 100,
  });
  const reply = await aws.json<{ services: Service[] }>('ecs', `${ECS}.DescribeServices`, { cluster, services });
  const names = groupNames(published);
  return new Map(
    reply.services.flatMap(({ loadBalancers, networkConfiguration }) => {
      // A service that calls a hub carries that one's client group beside its own.
      const { securityGroups } = networkConfiguration.awsvpcConfiguration;
      const name = securityGroups.map((id) => names.get(id)).find((known) => known !== undefined);
      return loadBalancers.map((l): [string, string] => [l.targetGroupArn, `${name} ${l.containerPort}`]);
    }),
  );
}

const ECS = 'AmazonEC2ContainerServiceV20141113';

interface Service {
  readonly loadBalancers: readonly { readonly targetGroupArn: string; readonly containerPort: number }[];
  readonly networkConfiguration: { readonly awsvpcConfiguration: { readonly securityGroups: readonly string[] } };
}

/** A listener, and its rules but for the default one. */
interface ListenerRules {
  readonly listener: XmlElement;
  readonly rules: readonly XmlElement[];
}

async function listenerRules(aws: EmulatedAws, arn: string): Promise<ListenerRules[]> {
  const reply = await aws.query('elasticloadbalancing', 'DescribeListeners', { LoadBalancerArn: arn });
  const listeners = elements(reply, 'DescribeListenersResult', 'Listeners', 'member');
  return Promise.all(
    listeners.map(async (listener) => {
      const said = await aws.query('elasticloadbalancing', 'DescribeRules', {
        ListenerArn: textAt(listener, 'ListenerArn'),
      });
      const rules = elements(said, 'DescribeRulesResult', 'Rules', 'member');
      return { listener, rules: rules.filter((rule) => textAt(rule, 'IsDefault') !== 'true') };
    }),
  );
}

/** The groups that a forward weighs belong to one service, and only one of them is known to it here. */
function withAlternates(owners: Owners, listeners: readonly ListenerRules[]): Owners {
  const weighed = listeners
    .flatMap(({ rules }) => rules.flatMap((rule) => elements(rule, 'Actions', 'member')))
    .map((a) => weights(a).map(({ arn }) => arn));
  const found = weighed.flatMap((arns) => {
    const owner = arns.map((arn) => owners.get(arn)).find((known) => known !== undefined);
    return owner === undefined ? [] : arns.map((arn): [string, string] => [arn, owner]);
  });
  return new Map([...found, ...owners]);
}

function weights(forward: XmlElement): { arn: string; weight: number }[] {
  return elements(forward, 'ForwardConfig', 'TargetGroups', 'member').map((group) => ({
    arn: textAt(group, 'TargetGroupArn'),
    weight: Number(textAt(group, 'Weight')),
  }));
}

function listenersOf(gateway: string, all: readonly ListenerRules[], owners: Owners) {
  const at = (listener: XmlElement) => `${gateway} ${textAt(listener, 'Port')}`;
  return {
    listeners: all.map(
      ({ listener: l }) => `${at(l)} ${textAt(l, 'Protocol')}: ${action(l, 'DefaultActions', owners)}`,
    ),
    routes: all.flatMap(({ listener, rules }) =>
      rules.map(
        (rule) =>
          `${at(listener)} #${textAt(rule, 'Priority')} ${conditions(rule)}: ${action(rule, 'Actions', owners)}`,
      ),
    ),
  };
}

function action(of: XmlElement, list: string, owners: Owners): string {
  return elements(of, list, 'member')
    .map((a) => {
      const at = (...path: string[]) => textAt(a, ...path);
      const arn = at('TargetGroupArn') || (weights(a).find(({ weight }) => weight > 0)?.arn ?? '');
      if (at('Type') === 'forward') return owners.get(arn) ?? arn;
      if (at('Type') === 'authenticate-oidc')
        return `asks ${at('AuthenticateOidcConfig', 'Issuer')} for ${at('AuthenticateOidcConfig', 'ClientId')}`;
      if (at('Type') === 'fixed-response') return at('FixedResponseConfig', 'StatusCode');
      return `${at('Type')} to ${at('RedirectConfig', 'Protocol')} ${at('RedirectConfig', 'Port')}`;
    })
    .join(', ');
}

const CONDITIONS: Readonly<Record<string, readonly [name: string, config: string]>> = {
  'host-header': ['host', 'HostHeaderConfig'],
  'path-pattern': ['path', 'PathPatternConfig'],
  'http-request-method': ['method', 'HttpRequestMethodConfig'],
  'http-header': ['', 'HttpHeaderConfig'],
  'source-ip': ['from', 'SourceIpConfig'],
};

function conditions(rule: XmlElement): string {
  const lines = elements(rule, 'Conditions', 'member').map((condition) => {
    const [name, config] = CONDITIONS[textAt(condition, 'Field')] ?? [textAt(condition, 'Field'), ''];
    const values = elements(condition, config, 'Values', 'member').map((v) => v.text);
    return `${name || textAt(condition, config, 'HttpHeaderName')}=${values.sort()}`;
  });
  return lines.sort().join(' ');
}

async function target(
  aws: EmulatedAws,
  group: XmlElement,
  owners: Owners,
  nameOf: (arn: string) => string,
): Promise<string> {
  const at = (...path: string[]) => textAt(group, ...path);
  const arn = at('TargetGroupArn');
  const reply = await aws.query('elasticloadbalancing', 'DescribeTargetGroupAttributes', { TargetGroupArn: arn });
  const attributes = elements(reply, 'DescribeTargetGroupAttributesResult', 'Attributes', 'member');
  const drains = attributes.find((a) => textAt(a, 'Key') === 'deregistration_delay.timeout_seconds');
  // The emulator says one for each rule that leads here.
  const balancers = [...new Set(elements(group, 'LoadBalancerArns', 'member').map((b) => nameOf(b.text)))];
  const speaks = [at('Protocol'), at('ProtocolVersion')].join(' ').trim();
  const asks = [
    at('HealthCheckProtocol'),
    at('HealthCheckPort'),
    at('HealthCheckPath'),
    at('Matcher', 'HttpCode') && `for ${at('Matcher', 'HttpCode')}`,
    at('Matcher', 'GrpcCode') && `for ${at('Matcher', 'GrpcCode')}`,
  ]
    .filter((s) => s !== '')
    .join(' ');
  const pace = `${at('HealthCheckIntervalSeconds')}/${at('HealthCheckTimeoutSeconds')} s ${at('HealthyThresholdCount')}/${at('UnhealthyThresholdCount')}`;
  return `${owners.get(arn) ?? arn} behind ${balancers}: ${speaks} ${at('TargetType')}; asks ${asks} ${pace}; drains ${drains && textAt(drains, 'Value')} s`;
}

async function hostRecords(aws: EmulatedAws, { contract }: Published, zoneId: string): Promise<string[]> {
  const reply = readXml(await aws.rest('route53', 'GET', `/2013-04-01/hostedzone/${zoneId}/rrset`));
  const gateways = Object.entries(contract.gateways);
  return elements(reply, 'ResourceRecordSets', 'ResourceRecordSet')
    .filter((record) => textAt(record, 'Type') === 'A')
    .map((record) => {
      const leads = textAt(record, 'AliasTarget', 'DNSName').replace(/\.$/, '').toLowerCase();
      const gateway = gateways.find(([, { dnsName }]) => dnsName.toLowerCase() === leads)?.[0];
      return `${textAt(record, 'Name').replace(/\.$/, '')}: ${gateway ?? leads}`;
    })
    .sort();
}
