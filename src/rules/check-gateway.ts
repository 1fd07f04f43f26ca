import { readCidr } from '../address/check-cidr';
import type { Problem } from '../errors';
import type { GatewaySpec } from '../spec/gateway';
import { show } from '../spec/parse';
import { checkArn } from './check-arn';
import { unknownName } from './unknown-name';

/** Priorities that ALB rules may have (ELB API reference, CreateRule, 2026-11). */
type Range = { readonly from: number; readonly to: number };

/** A load balancer that AWS would refuse at apply. Fields are those of the gateway. */
export function checkGateway(gateway: GatewaySpec, zones: readonly string[]): Problem[] {
  return [
    ...checkZones(gateway, zones),
    ...checkClients(gateway),
    ...checkDomain(gateway),
    ...checkArn('certificate', gateway.certificateArn, 'certificateArn'),
    ...(gateway.kind === 'application'
      ? [
          ...checkTls(gateway),
          ...checkPriorities(gateway.priorities),
          ...checkArn('regional web ACL', gateway.webAclArn, 'webAclArn'),
        ]
      : []),
  ];
}

function checkZones(gateway: GatewaySpec, known: readonly string[]): Problem[] {
  const unknown = (gateway.zones ?? []).flatMap((zone, i) =>
    known.includes(zone) ? [] : [unknownName('UnknownZone', `zones.${i}`, 'zone of this environment', zone, known)],
  );
  const used = gateway.zones ?? known;
  if (gateway.kind === 'network' || new Set(used).size >= 2) return unknown;
  return [
    ...unknown,
    {
      code: 'OneZoneBalancer',
      field: 'zones',
      problem: `is ${show(used)}, and an application load balancer stands in two zones at least`,
      fix: 'add a second zone',
    },
  ];
}

function checkClients({ clients = [] }: GatewaySpec): Problem[] {
  return clients.flatMap((cidr, i) => readCidr(cidr, `clients.${i}`).problems);
}

function checkDomain({ domain }: GatewaySpec): Problem[] {
  if (domain === undefined) return [];
  const problems: Problem[] = [];
  if (!/^[A-Z0-9]{1,32}$/.test(domain.zoneId))
    problems.push({
      code: 'InvalidZoneId',
      field: 'domain.zoneId',
      problem: `is ${show(domain.zoneId)}`,
      fix: "use the id of the hosted zone alone, as 'Z0123456789EXAMPLE'",
    });
  if (!/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/.test(domain.name))
    problems.push({
      code: 'InvalidDomain',
      field: 'domain.name',
      problem: `is ${show(domain.name)}`,
      fix: "use a domain name in lower case, as 'ml.example.com'",
    });
  // An ACM certificate's first name has 64 characters at most (ACM API reference, RequestCertificate, 2026-11).
  else if (domain.name.length > 62)
    problems.push({
      code: 'InvalidDomain',
      field: 'domain.name',
      problem: `has ${domain.name.length} characters, and a certificate's names have 64 at most with their '*.'`,
      fix: 'use a shorter domain',
    });
  return problems;
}

function checkTls(gateway: GatewaySpec & { kind: 'application' }): Problem[] {
  const { plainHttp, certificateArn, domain } = gateway;
  if (plainHttp && certificateArn !== undefined)
    return [
      {
        code: 'ContradictoryTls',
        field: 'plainHttp',
        problem: 'is given beside certificateArn',
        fix: 'remove one of the two',
      },
    ];
  if (plainHttp || certificateArn !== undefined || domain !== undefined) return [];
  return [
    {
      code: 'HttpsWithoutCertificate',
      field: 'certificateArn',
      problem: 'is missing, and HTTPS needs a certificate',
      fix: 'give certificateArn, or domain { zoneId, name } to have one made, or plainHttp { why } to do without',
    },
  ];
}

function checkPriorities(priorities: Readonly<Record<string, Range>>): Problem[] {
  const apps = Object.keys(priorities).sort();
  return apps.flatMap((app, i) => {
    const own = priorities[app] as Range;
    const field = `priorities.${app}`;
    if (!/^[A-Za-z0-9][A-Za-z0-9 ._-]*$/.test(app))
      return [{ code: 'InvalidName', field, problem: 'is not a name', fix: 'use letters, digits, spaces and . _ -' }];
    if (own.from > own.to)
      return [
        {
          code: 'MinAboveMax',
          field: `${field}.from`,
          problem: `is ${own.from} but to is ${own.to}`,
          fix: `use ${own.to} or less`,
        },
      ];
    const clash = apps
      .slice(0, i)
      .find((other) => own.from <= (priorities[other] as Range).to && (priorities[other] as Range).from <= own.to);
    if (clash === undefined) return [];
    return [
      {
        code: 'PrioritiesOverlap',
        field,
        problem: `is ${own.from} to ${own.to} and overlaps ${clash}, ${priorities[clash]?.from} to ${priorities[clash]?.to}`,
        fix: 'give each app a range of its own',
      },
    ];
  });
}
