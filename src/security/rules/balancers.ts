import { blocksAt, type Estate, type Resource } from '../estate';
import { attributes, is, isForTrying, isFrom, mustBe } from '../judgements';
import { Late } from '../late';
import { fails, type Outcome, type Rule, unsure } from '../rule';

const LB = 'aws_lb';
const LISTENER = 'aws_lb_listener';

const isApplication = ({ values }: Resource) => (values.load_balancer_type ?? 'application') === 'application';

/**
 * Policies of TLS 1.2 and later whose ciphers all have forward secrecy (ELB user guide, "Security policies", 2026-11). Those called Ext1 and
 * Ext2 also take older ciphers.
 */
const TLS =
  /^ELBSecurityPolicy-(TLS13-1-[23](-Res|-FIPS|-Res-FIPS|-PQ|-Res-PQ)?-\d{4}-\d{2}|FS-1-2-Res(-\d{4}-\d{2}|-2020-10)?)$/;

function plain(estate: Estate): Outcome[] {
  return estate.of(LISTENER).flatMap((listener) => {
    const { protocol } = listener.values;
    if (protocol instanceof Late) return unsure(listener, 'protocol', 'its protocol');
    if (protocol !== 'HTTP') return [];
    const actions = blocksAt(listener.values, 'default_action');
    const isRedirected = actions.some((action) => {
      const redirect = blocksAt(action, 'redirect')[0] as Record<string, unknown> | undefined;
      return redirect?.protocol === 'HTTPS' && String(redirect.port) === '443';
    });
    return isRedirected ? [] : fails(listener, 'plain', 'takes requests that are not encrypted');
  });
}

function policies(estate: Estate): Outcome[] {
  return estate
    .of(LISTENER)
    .filter(({ values }) => ['HTTPS', 'TLS'].includes(String(values.protocol)))
    .flatMap((listener) =>
      mustBe(listener, {
        path: 'ssl_policy',
        good: (value) => (value instanceof Late ? undefined : typeof value === 'string' && TLS.test(value)),
        says: 'takes old versions of TLS, or old ciphers',
      }),
    );
}

export const BALANCERS: readonly Rule[] = [
  attributes(
    LB,
    {
      id: 'MLP-LB-1',
      severity: 'high',
      title: 'Load balancers are internal, where nobody says otherwise',
      fix: 'set internal to true, or say why it faces the internet',
    },
    { path: 'internal', good: is(true), says: 'faces the internet' },
  ),
  {
    id: 'MLP-LB-2',
    severity: 'high',
    title: 'Load balancers take requests encrypted, or send them there',
    fix: 'listen with HTTPS and a certificate, or say why requests may travel unencrypted',
    types: [LISTENER],
    check: plain,
  },
  {
    id: 'MLP-LB-3',
    severity: 'high',
    title: 'TLS is of version 1.2 at least, with forward secrecy',
    fix: 'use ELBSecurityPolicy-TLS13-1-2-2021-06',
    types: [LISTENER],
    check: policies,
  },
  attributes(
    LB,
    {
      id: 'MLP-LB-4',
      severity: 'medium',
      title: 'Requests that two programs read in two ways go no further',
      fix: 'set drop_invalid_header_fields to true, and desync_mitigation_mode to defensive',
    },
    {
      path: 'drop_invalid_header_fields',
      good: is(true),
      says: 'hands on headers that are none',
      unless: (one) => !isApplication(one),
    },
    {
      path: 'desync_mitigation_mode',
      good: (value) => (value === undefined ? true : is('defensive', 'strictest')(value)),
      says: 'hands on requests that are read in two ways',
      unless: (one) => !isApplication(one),
    },
  ),
  attributes(
    LB,
    { id: 'MLP-LB-5', severity: 'medium', title: 'Load balancers log', fix: 'set access_logs, enabled' },
    { path: 'access_logs.enabled', good: is(true), says: 'does not log who called' },
  ),
  attributes(
    LB,
    {
      id: 'MLP-LB-6',
      severity: 'medium',
      title: 'Load balancers cannot be deleted by mistake',
      fix: 'set enable_deletion_protection to true',
    },
    { path: 'enable_deletion_protection', good: is(true), says: 'can be deleted by mistake', unless: isForTrying },
  ),
  attributes(
    LB,
    {
      id: 'MLP-LB-7',
      severity: 'low',
      title: 'Network load balancers use what is in the other zones',
      fix: 'set enable_cross_zone_load_balancing to true',
    },
    { path: 'enable_cross_zone_load_balancing', good: is(true), says: 'stops at its zone', unless: isApplication },
  ),
  attributes(
    LB,
    {
      id: 'MLP-LB-8',
      severity: 'low',
      title: 'Load balancers are in two zones',
      fix: 'give it a subnet in another zone',
    },
    {
      path: 'subnets',
      good: (value) => (value instanceof Late ? undefined : isFrom(2)(Array.isArray(value) ? value.length : 0)),
      says: 'is in one zone',
      unless: ({ values }) => values.subnet_mapping !== undefined,
    },
  ),
];
