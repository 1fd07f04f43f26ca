import { environments } from '../../stacks/environments';
import { explainPlatform } from '../../stacks/explain-platform';
import { testEnvironment } from '../support/builders/test-environment';
import { testSystem } from '../support/builders/test-system';

describe('the example platform, explained', () => {
  it.each(['dev', 'prod'] as const)('tells of every fleet, service and cost in %s', (name) => {
    const text = explainPlatform(environments[name]);
    for (const part of [`Environment ${name}`, 'Fleet general', 'ads/bidder: ', 'recommendations/pinacle2: ', 'in all'])
      expect(text).toContain(part);
  });

  it('is told as text, as the data behind it, and as a diagram', () => {
    const systems = [testSystem()];
    const view = (of: 'json' | 'diagram') => explainPlatform(testEnvironment(), { systems, view: of });
    expect(JSON.parse(view('json')).environment).toBe('test');
    expect(view('diagram')).toMatch(/^flowchart LR\n/);
    expect(explainPlatform(testEnvironment(), { systems })).toMatch(/^Environment test in us-east-1\n/);
  });

  it('refuses what a synth would refuse', () => {
    expect(() => explainPlatform(testEnvironment(), { systems: [testSystem({ bidder: { cpus: 99 } })] })).toThrow(
      'TaskExceedsCpu',
    );
  });
});
