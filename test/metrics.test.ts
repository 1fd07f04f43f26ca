import { metricRow } from '../src/catalog/metrics';
import type { EnvironmentInput } from '../src/spec/environment';
import type { SystemInput } from '../src/spec/system';
import { environments } from '../stacks/environments';
import { systems } from '../stacks/systems';
import { variants } from './acceptance/verify-variants';
import { type AskedBy, askedMetrics } from './support/asked-metrics';
import { synthPlatform } from './support/builders/synth-platform';
import { SynthesizedStack } from './support/builders/synthesized-stack';
import { randomPlatforms } from './support/random/random-platforms';

/** Metrics of users are their own: a policy that keeps one is called after what they call it. */
const isOurs = ({ by, type }: AskedBy) => !(type === 'aws_appautoscaling_policy' && /\/Metric-[^/]+$/.test(by));

const unknown = (stack: SynthesizedStack) =>
  askedMetrics(stack)
    .filter(isOurs)
    .flatMap((metric) => {
      const row = metricRow(metric);
      return typeof row === 'string' ? [`${metric.by}: ${row}`] : [];
    });

describe('whatever is watched, shown or scaled by', () => {
  const random = randomPlatforms(23, { regions: ['eu-west-1', 'us-east-1'], environments: 8, systemsEach: 3 });
  const cases: readonly (readonly [string, EnvironmentInput, readonly SystemInput[]])[] = [
    ['dev', environments.dev, systems],
    ['prod', environments.prod, systems],
    ...variants.map((v) => [v.environment.name, v.environment, v.systems] as const),
    ...random.platforms.map((r, i) => [`a random environment, ${i + 1}`, r.environment, r.systems] as const),
  ];

  it.each(cases)(
    'is a metric of the catalog, with its dimensions and a statistic of it: %s',
    (_, environment, inputs) => {
      const stacks = Object.values(synthPlatform(environment, inputs));
      expect(stacks.flatMap(unknown)).toEqual([]);
      expect(stacks.flatMap(askedMetrics).length).toBeGreaterThan(0);
    },
  );

  describe('and is found out where it is not', () => {
    const stacks = synthPlatform(environments.prod, systems);
    const changed = (name: string, from: string, to: string) => {
      const { json } = stacks[name] as SynthesizedStack;
      const text = JSON.stringify(json);
      expect(text.includes(from)).toBe(true);
      return unknown(new SynthesizedStack(name, JSON.parse(text.replace(from, to))));
    };

    it('in an alarm', () => {
      expect(changed('prod-ads', '"metric_name":"RequestCount"', '"metric_name":"RequestsCount"')).toEqual([
        expect.stringContaining('the catalog has no metric AWS/ApplicationELB RequestsCount'),
      ]);
      expect(changed('prod-ads-data', '"dimensions":{"BackupVaultName"', '"dimensions":{"Vault"')).toEqual([
        expect.stringContaining('AWS/Backup NumberOfBackupJobsFailed is not published by Vault'),
      ]);
    });

    it('in a dashboard', () => {
      expect(changed('prod-foundation', 'GPUReservation', 'GpuReservation')).toEqual([
        expect.stringContaining('the catalog has no metric AWS/ECS GpuReservation'),
      ]);
    });

    it('in a scaling policy', () => {
      expect(() => changed('prod-ads', 'ECSServiceAverageCPUUtilization', 'ECSServiceAverageGPUUtilization')).toThrow(
        'no metric is known as ECSServiceAverageGPUUtilization',
      );
    });
  });
});
