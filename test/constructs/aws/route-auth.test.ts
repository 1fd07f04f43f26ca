import type { ServiceInput } from '../../../src/spec/service';
import { synthServices } from '../../support/builders/synth-services';
import type { SynthesizedStack } from '../../support/builders/synthesized-stack';

const RULE = 'aws_lb_listener_rule';
const certificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/1';
const environment = {
  gateways: {
    web: { kind: 'application' as const, certificateArn, outboundHttps: { why: 'the keys of token issuers' } },
  },
};
const AUTH = { kind: 'jwt' as const, issuer: 'https://id.example.com', keysUrl: 'https://id.example.com/keys' };
const CANARY = { strategy: 'canary' as const, testHeader: { name: 'x-next', value: '1' } };
const asked = (auth: object = {}, rollout: ServiceInput['rollout'] = CANARY) =>
  synthServices({
    environment,
    services: { bidder: { rollout, routes: [{ path: '/v1/*', priority: 1234, auth: { ...AUTH, ...auth } }] } },
  });
const actionsOf = (stack: SynthesizedStack) =>
  Object.values(stack.of(RULE)).map(({ action }) => (action as { type: string }[]).map(({ type }) => type));

/** Paths at which two values differ: `action[0].jwt_validation.issuer`. */
function differences(a: unknown, b: unknown, at = ''): string[] {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b ? [] : [at];
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return keys.flatMap((key) => {
    const path = Array.isArray(a) ? `${at}[${key}]` : at === '' ? key : `${at}.${key}`;
    return differences((a as never)[key], (b as never)[key], path);
  });
}

/** Of these paths, those that Terraform looks at though others change what lies under the ignored ones. */
function planned(paths: readonly string[], ignored: readonly string[]): string[] {
  const under = (path: string, prefix: string) => path === prefix || /^[.[]/.test(path.slice(prefix.length));
  return paths.filter((path) => !ignored.some((prefix) => path.startsWith(prefix) && under(path, prefix)));
}

describe('routes that ask for a token', () => {
  it('ask before they forward, in the rule of testers too', () => {
    expect(actionsOf(asked())).toEqual([
      ['jwt-validation', 'forward'],
      ['jwt-validation', 'forward'],
    ]);
    expect(asked({}, 'rolling').only(RULE).action).toMatchObject([
      { order: 1, jwt_validation: { issuer: AUTH.issuer, jwks_endpoint: AUTH.keysUrl } },
      { order: 2, type: 'forward' },
    ]);
  });

  it('ask for claims, sorted', () => {
    const claims = { scope: { format: 'space-separated-values', values: ['b', 'a'] }, aud: { values: ['models'] } };
    expect(asked({ claims }, 'rolling').only(RULE).action).toMatchObject([
      {
        jwt_validation: {
          additional_claim: [
            { name: 'aud', format: 'single-string', values: ['models'] },
            { name: 'scope', format: 'space-separated-values', values: ['a', 'b'] },
          ],
        },
      },
      {},
    ]);
  });

  it('leave the forward alone to ECS, by the place where it stands', () => {
    for (const rule of Object.values(asked().of(RULE))) {
      const { ignore_changes: ignored } = rule.lifecycle as { ignore_changes: string[] };
      expect(ignored).toEqual(['action[1].forward']);
      expect((rule.action as { type: string }[])[1]?.type).toBe('forward');
    }
  });

  it('change in a plan when their issuer does, although a canary moves them', () => {
    const [before, after] = [asked(), asked({ issuer: 'https://new.example.com' })];
    for (const path of Object.keys(before.of(RULE))) {
      const { ignore_changes: ignored } = before.at(RULE, path).lifecycle as { ignore_changes: string[] };
      const changed = differences(before.at(RULE, path), after.at(RULE, path));
      expect(planned(changed, ignored)).toEqual(['action[0].jwt_validation.issuer']);
      // What ECS moves is not seen; with all actions ignored the issuer would not be either.
      expect(planned(['action[1].forward.target_group[0].weight'], ignored)).toEqual([]);
      expect(planned(changed, ['action'])).toEqual([]);
    }
  });
});
