import { approximated, dropped, type Fate, mapped, question } from '../note';
import type { Place } from '../place';
import { type AppDraft, type LbPort, lbPort } from './app-draft';

const CERTIFICATE = 'the gateway has a certificate of its own';
const BINDS = 'the gateway has addresses and listeners of its own';

/** Marathon-LB asks nobody who they are; here a gateway that is open to the internet does not either, but a route says so. */
const whichGateway = (group: string) =>
  `which gateway is '${group}', and who may call it? \`auth\` or \`networks\` of the route say it, or on one that is open to the internet \`public\` with the reason`;

/** What Marathon-LB's labels of one port become, by what comes after their number (Marathon-LB, Longhelp.md, "Other Labels", 2020-09). */
export const LB_LABELS: Readonly<Record<string, string | ((text: string, port: LbPort) => Fate)>> = {
  GROUP: (text, port) => {
    port.group = text;
    return question(whichGateway(text), 'routes');
  },
  VHOST: (text, port) => {
    port.hosts.push(
      ...text
        .split(',')
        .map((host) => host.trim())
        .filter(isHost),
    );
    return mapped('routes.host');
  },
  PATH: (text, port) => {
    const words = text.trim().split(/\s+/);
    port.paths.push(...words.filter((word) => word.startsWith('/')).map((path) => path.slice(0, 120)));
    return words.includes('-i')
      ? approximated('routes.path', 'upper and lower case are different here')
      : mapped('routes.path');
  },
  PORT: (text, port) => {
    port.port = Number(text);
    return mapped('listeners.listenPort, where there is no VHOST');
  },
  MODE: (text, port) => {
    port.mode = text;
    return mapped('ports.protocol');
  },
  ENABLED: (text, port) => {
    port.enabled = !/^(false|no|0)$/i.test(text);
    return mapped('routes');
  },
  BALANCE: 'load balancers share out requests in their own way',
  STICKY: () => question('what do replicas remember of their callers? Any replica gets any request here'),
  REDIRECT_TO_HTTPS: (text) =>
    /^(true|yes|1)$/i.test(text)
      ? approximated('nothing', 'a gateway with a certificate redirects all of its hosts')
      : mapped('nothing', 'is the default'),
  USE_HSTS: 'the gateway adds no headers; the service may',
  SSL_CERT: CERTIFICATE,
  BIND_ADDR: BINDS,
  BIND_OPTIONS: BINDS,
  AUTH: () =>
    question('who may call it? Passwords are not taken here; `auth` of the route asks for a token or a login'),
  BACKEND_WEIGHT: 'routes come in the order of how specific they are; `priority` of a route says another',
  BACKEND_NETWORK_ALLOWED_ACL: () =>
    question(
      'which addresses may call it? `networks` of its routes says it, or `clients` of a gateway for all of its routes',
    ),
  BACKEND_HEALTHCHECK_PORT_INDEX: 'readiness names the port that is asked',
  HTTP_BACKEND_PROXYPASS_PATH: () =>
    question('does it take the path as people write it? Nothing is taken away from paths here'),
  HTTP_BACKEND_REVPROXY_PATH: () =>
    question('does it answer with paths as people write them? Nothing is added to them here'),
};

function isHost(host: string): boolean {
  return /^[A-Za-z0-9*]([A-Za-z0-9.*-]{0,126}[A-Za-z0-9])?$/.test(host);
}

/** Labels of an app: those of Marathon-LB become routes, those of Marathon its nature, and all others are dropped. */
export function readLabels(place: Place, draft: AppDraft): Fate[] {
  return place.entries().flatMap(([name, value]) => {
    const text = value.text();
    return text === undefined ? [] : [{ ...readLabel(name, text, draft), field: value.field }];
  });
}

function readLabel(name: string, text: string, draft: AppDraft): Fate {
  if (name === 'MARATHON_SINGLE_INSTANCE_APP') {
    draft.single = /^true$/i.test(text);
    return draft.single ? mapped('rollout recreate', 'never runs twice') : mapped('nothing', 'is the default');
  }
  if (name === 'HAPROXY_GROUP') {
    draft.lbGroup = text;
    return question(whichGateway(text), 'routes');
  }
  if (/^HAPROXY_DEPLOYMENT_/.test(name)) return readDeployment(name, draft);
  const [, index, rest = ''] = /^HAPROXY_(\d{1,3})_(\w+)$/.exec(name) ?? [];
  const label = index !== undefined && Object.hasOwn(LB_LABELS, rest) ? LB_LABELS[rest] : undefined;
  if (label !== undefined)
    return typeof label === 'string' ? dropped(label) : label(text, lbPort(draft, Number(index)));
  if (name.startsWith('HAPROXY_'))
    return question("what does it do? It is a template of HAProxy's own configuration, and no gateway here has one");
  if (/^VIP_\d+$/.test(name))
    return question(`who calls it by this address? It is http://${draft.name}.${draft.system} here`);
  return dropped('tags come from the environment');
}

function readDeployment(name: string, draft: AppDraft): Fate {
  if (name !== 'HAPROXY_DEPLOYMENT_GROUP') return dropped('is how far one deployment has come');
  draft.spec.rollout = { strategy: 'blue-green' };
  return approximated('rollout blue-green', 'ECS starts the new ones beside the old, and moves requests over at once');
}
