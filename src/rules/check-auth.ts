import { type Problem, within } from '../errors';
import type { ApplicationContractGateway, Contract } from '../spec/contract';
import type { RouteSpec } from '../spec/route';
import { checkJwt } from './check-jwt';
import { checkLogin } from './check-login';

/** Where requests are judged. */
interface Judge {
  readonly name: string;
  readonly gateway: ApplicationContractGateway;
  readonly network: Contract['network'];
  readonly region: string;
}

/** What a load balancer would refuse to ask, or could not ask anybody. Fields begin with that of the route. */
export function checkAuth({ auth, methods }: RouteSpec, judge: Judge, field: string): Problem[] {
  if (auth === undefined) return [];
  const own = auth.kind === 'jwt' ? checkJwt(auth) : checkLogin(auth, methods, judge.region);
  return [...checkReach(judge, `${field}.auth`), ...within(`${field}.auth`, own)];
}

/** Only HTTPS listeners authenticate (ELB API reference, Action, 2026-11), and whoever asks must reach who is asked. */
function checkReach({ name, gateway, network }: Judge, field: string): Problem[] {
  if (gateway.protocol !== 'https')
    return [
      {
        code: 'AuthNeedsHttps',
        field,
        problem: `asks who somebody is, but gateway '${name}' has no TLS`,
        fix: 'use a gateway with a certificate',
      },
    ];
  if (gateway.scheme === 'internal' && network.nat === 'none')
    return [
      {
        code: 'NoWayToIssuer',
        field,
        problem: `asks an identity provider, but gateway '${name}' is internal and its network has no way out to the internet`,
        fix: "give network.nat 'single' or 'per-zone', or use an internet-facing gateway",
      },
    ];
  if (gateway.outboundHttps) return [];
  return [
    {
      code: 'IssuerOutOfReach',
      field,
      problem: `asks who somebody is, but gateway '${name}' of another app may not call out to an identity provider`,
      fix: `give gateways.${name} outboundHttps with the reason, where its environment is`,
    },
  ];
}
