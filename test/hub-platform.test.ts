import { renderProblem, SpecError } from '../src/errors';
import { platformUsage } from '../src/quotas/platform-usage';
import { resolveAll } from '../src/rules/resolve-all';
import { resolveEnvironment } from '../src/rules/resolve-environment';
import { synthPlatform } from './support/builders/synth-platform';
import { counted } from './support/counted';
import { hubEnvironment, hubSystems, type Layout, WELL_LAID } from './support/hub-platform';

const environment = resolveEnvironment(hubEnvironment);

/** What is refused of 250 services in this layout. */
function refused(layout: Partial<Layout>): string[] {
  try {
    resolveAll(hubSystems({ ...WELL_LAID, ...layout }), environment);
    return [];
  } catch (error) {
    if (error instanceof SpecError) return error.problems.map((p) => renderProblem(p).replace(/; .*/, ''));
    throw error;
  }
}

describe('250 services in one environment', () => {
  const systems = hubSystems();

  it('are 250', () => {
    expect(systems.flatMap(({ services }) => Object.keys(services))).toHaveLength(250);
  });

  it('are taken over three gateways, with a client group for the one that 249 of them call', () => {
    expect(refused({})).toEqual([]);
  });

  it('are refused over one gateway, by the names of the quotas', () => {
    expect(refused({ gateways: ['web'] })).toEqual([
      expect.stringMatching(
        /^quotas\.rulesPerApplicationLoadBalancer is 100, and gateway 'web' needs 124: 1 for team-0\.services\.model-0, /,
      ),
      expect.stringMatching(
        /^quotas\.rulesPerSecurityGroup is 60, and the security group of gateway 'web' \(outbound\) needs 124: /,
      ),
      expect.stringMatching(/^quotas\.targetGroupsPerApplicationLoadBalancer is 100, and gateway 'web' needs 124: /),
    ]);
  });

  it('are refused over two, whose security groups have fewer rules than their balancers have target groups', () => {
    expect(refused({ gateways: ['web', 'inside'] })).toEqual([
      expect.stringContaining("the security group of gateway 'inside' (outbound) needs 62"),
      expect.stringContaining("the security group of gateway 'web' (outbound) needs 62"),
    ]);
  });

  it('are refused where each caller of the hub has a rule of its own', () => {
    expect(refused({ clientGroup: 'off' })).toEqual([
      expect.stringMatching(
        /^quotas\.rulesPerSecurityGroup is 60, and the security group of core\/features \(inbound\) needs 249: /,
      ),
    ]);
  });

  it('are counted as they are synthesized', () => {
    const told = platformUsage(environment, resolveAll(systems, environment));
    const found = counted(synthPlatform(hubEnvironment, systems), 'hub');
    for (const { quota, of, count } of told)
      if (found[`${quota}: ${of}`] !== undefined)
        expect([quota, of, count]).toEqual([quota, of, found[`${quota}: ${of}`]]);
    expect(found['servicesPerCluster: the environment']).toBe(250);
    expect(found["rulesPerApplicationLoadBalancer: gateway 'web'"]).toBe(41);
    // The hub's own group, and the group of its clients.
    expect(found['rulesPerSecurityGroup: the security group of core/features (inbound)']).toBe(1);
    expect(found['rulesPerSecurityGroup: the security group of the clients of core/features (outbound)']).toBe(1);
    expect(found['securityGroupsPerTask: each replica of team-3/model-3']).toBe(2);
  });
});
