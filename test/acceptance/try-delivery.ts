import { deepStrictEqual } from 'node:assert';
import type { SystemInput } from '../../src/spec/system';
import { deliver, digest, name, running } from './delivery';
import { type Platform, SYSTEMS } from './platform';
import type { Setting } from './setting';
import { streams } from './trial-system';

const STACK = 'trial-streams';

/** A delivery system and Terraform take turns at one service: neither undoes what the other said last. */
export async function tryDelivery({ report }: Setting, platform: Platform): Promise<void> {
  const { aws, trial } = platform;
  await report.check('platform: what a delivery system delivers leaves Terraform nothing to do', async () => {
    await deliver(aws, digest('2'));
    deepStrictEqual((await running(aws)).image, digest('2'));
    deepStrictEqual(await trial.changes([STACK]), {});
  });
  await report.step('platform: a newer image and a newer spec come together with the next apply', async () => {
    await name(aws, digest('3'));
    platform.synth({ protect: true, systems: SYSTEMS.map((s) => (s === streams ? withTheme() : s)) });
    deepStrictEqual(await trial.changes([STACK]), CHANGED);
    await trial.applyPlanned(STACK);
    deepStrictEqual(await running(aws), { image: digest('3'), theme: 'dark' });
    deepStrictEqual(await trial.changes([STACK]), {});
  });
  await report.step('platform: a delivery keeps the newest spec, and an older spec the newest image', async () => {
    await deliver(aws, digest('4'));
    deepStrictEqual(await running(aws), { image: digest('4'), theme: 'dark' });
    platform.synth({ protect: true });
    deepStrictEqual(await trial.changes([STACK]), CHANGED);
    await trial.applyPlanned(STACK);
    deepStrictEqual(await running(aws), { image: digest('4'), theme: undefined });
    deepStrictEqual(await trial.changes([STACK]), {});
  });
}

const CHANGED = {
  [STACK]: ['delete+create aws_ecs_task_definition.console_Task', 'update aws_ecs_service.console_Service'],
};

function withTheme(): SystemInput {
  const { console: service, ...others } = streams.services;
  if (service === undefined) throw new Error("the trial's system has no console");
  return { ...streams, services: { ...others, console: { ...service, environment: { THEME: 'dark' } } } };
}
