import { explainPlatform } from '../../../src/explain/explain-platform';
import type { SystemInput } from '../../../src/spec/system';
import { environments } from '../../../stacks/environments';
import lock from '../../../stacks/images.lock.json';
import { systems } from '../../../stacks/systems';
import { testEnvironment } from '../../support/builders/test-environment';
import { testSystem } from '../../support/builders/test-system';

const example = { environments: Object.keys(environments), systems, lock };

describe('the example platform, explained', () => {
  it.each(['dev', 'prod'] as const)('tells of every fleet, service and cost in %s', (name) => {
    const text = explainPlatform({ ...example, environment: environments[name] });
    for (const part of [`Environment ${name}`, 'Fleet general', 'ads/bidder: ', 'recommendations/pinacle2: ', 'in all'])
      expect(text).toContain(part);
  });

  it('tells who may call whom, and by which address', () => {
    const lines = explainPlatform({ ...example, environment: environments.dev }).split('\n');
    const said = lines.map((line) => line.trim().replace(/ {2,}/g, ' | '));
    expect(said).toContain(
      'ads/bidder | ads/ctr-predictor | http://ctr-predictor.ads:8080 | bidder calls ctr-predictor',
    );
    expect(said).toContain(
      'ads/click-model | ads/ctr-predictor | http://ctr-predictor.ads.dev.stowage.internal:8080 | a new model is compared with the one that serves',
    );
    expect(said).toContain(
      'ads/bidder | recommendations/pinacle2 | http://pinacle2.recommendations:8887 | bids use the visual embedding of a pin',
    );
  });

  it('tells what comes from outside, and where data is', () => {
    const said = JSON.parse(explainPlatform({ ...example, environment: environments.dev }, 'json'));
    expect(said.routes).toEqual([
      expect.objectContaining({
        gateway: 'internal',
        takes: '*/smartfeed/*',
        service: 'recommendations/smartfeed-service',
      }),
      expect.objectContaining({
        gateway: 'public',
        takes: 'bid.ml.example.com/v1/*',
        auth: 'token of https://login.exchange.example.com/',
      }),
      expect.objectContaining({
        gateway: 'public',
        takes: 'bid.ml.example.com/admin/*',
        auth: 'sign-in at https://login.example.com',
      }),
    ]);
    expect(said.volumes).toContainEqual({
      volume: 'ads/models',
      kind: 'efs',
      writers: 'many',
      scope: 'region',
      stays: 'when all else goes',
      mountedBy: [
        'ads/ctr-predictor at /data/models (reads)',
        'ads/forecaster at /data/forecasts',
        'ads/click-model at /data/models',
      ],
    });
  });

  it('tells of some systems as if they were alone, and knows the others', () => {
    const text = explainPlatform({ ...example, environment: environments.dev, only: ['recommendations'] });
    expect(text).toContain('recommendations/pinacle2: ');
    expect(text).not.toContain('ads/bidder: ');
  });

  it('is told as text, as the data behind it, and as a diagram', () => {
    const written: { environment: ReturnType<typeof testEnvironment>; systems: SystemInput[] } = {
      environment: testEnvironment(),
      systems: [testSystem()],
    };
    expect(JSON.parse(explainPlatform(written, 'json')).environment).toBe('test');
    expect(explainPlatform(written, 'diagram')).toMatch(/^flowchart LR\n/);
    expect(explainPlatform(written)).toMatch(/^Environment test in us-east-1\n/);
  });

  it('refuses what a synth would refuse', () => {
    const systems = [testSystem({ bidder: { cpus: 99 } })];
    expect(() => explainPlatform({ environment: testEnvironment(), systems })).toThrow('TaskExceedsCpu');
  });
});
