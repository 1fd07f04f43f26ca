import { deepStrictEqual } from 'node:assert';
import { REMOVED } from './emulator-gaps';
import { expectedRouting } from './expected-routing';
import { expectedRules } from './expected-rules';
import { observedRouting } from './observed-routing';
import { observedRules } from './observed-rules';
import { withoutHash } from './plan-changes';
import { Platform, withOneVariable } from './platform';
import { LISTINGS, remains } from './remains';
import { sameLines } from './same-lines';
import type { Setting } from './setting';
import { tryBudget } from './try-budget';
import { tryDelivery } from './try-delivery';
import { destroyIt, liftProtection, orderOfDestroying } from './try-destroy';
import { tryFailures } from './try-failures';
import { letGuestGo, letGuestIn } from './try-guest';
import { tryOperate } from './try-operate';
import { tryRollout } from './try-rollout';
import { tryTraining } from './try-training';
import { DROPPED, droppedKinds } from './verify-dropped';

/** Applies the platform, looks at it from outside, changes it, lets a guest in, and takes it away again. The resource types it applied. */
export async function tryPlatform(setting: Setting): Promise<string[]> {
  const { report } = setting;
  const platform = await report.step('platform: an emulator with a certificate and a hosted zone', () =>
    Platform.start(setting),
  );
  try {
    await applyIt(setting, platform);
    const types = platform.trial.stacks.flatMap(({ name }) => platform.trial.resources(name).map(({ type }) => type));
    await lookAtIt(setting, platform);
    await tryDelivery(setting, platform);
    await tryTraining(setting, platform);
    await tryBudget(setting, platform);
    await tryFailures(setting, platform);
    await tryOperate(setting, platform);
    await changeIt(setting, platform);
    await tryRollout(setting, platform);
    const guest = await letGuestIn(setting, platform);
    await liftProtection(setting, platform);
    await letGuestGo(setting, platform, guest);
    await orderOfDestroying(setting, platform);
    await destroyIt(setting, platform);
    return [...new Set(types)].sort();
  } finally {
    await platform.close();
  }
}

async function applyIt({ report }: Setting, platform: Platform): Promise<void> {
  const { trial } = platform;
  await report.step('platform: synth, protected, and init', async () => {
    platform.synth({ protect: true });
    await trial.init();
  });
  await report.check('platform: nothing is left out but what was reviewed', async () => {
    sameLines('dropped by the shim', droppedKinds(trial.dropped), Object.keys(DROPPED));
    sameLines('not in the emulator', trial.removed.map(withoutHash), REMOVED);
  });
  await report.step('platform: apply', () => trial.apply());
  await report.check('platform: a second plan finds nothing to change', async () => {
    deepStrictEqual(await trial.changes(), {});
  });
}

async function lookAtIt({ report }: Setting, platform: Platform): Promise<void> {
  const { aws, given } = platform;
  const [asked, published] = [platform.asked(), platform.published()];
  await report.check('platform: its security group rules are those that the specs ask for', async () => {
    sameLines('rules', await observedRules(aws, published), expectedRules(asked));
  });
  await report.check('platform: its listeners, rules, target groups and host names, likewise', async () => {
    const [observed, expected] = [await observedRouting(aws, published, given.zoneId), expectedRouting(asked)];
    for (const kind of ['listeners', 'routes', 'targets', 'hosts'] as const)
      sameLines(kind, observed[kind], expected[kind]);
  });
  await report.check('platform: every list that must be empty in the end is not yet', async () => {
    sameLines('lists', Object.keys(await remains(aws, platform.made())), Object.keys(LISTINGS));
  });
}

async function changeIt({ report }: Setting, platform: Platform): Promise<void> {
  const { trial } = platform;
  await report.step('platform: a changed variable replaces one revision and updates its service in place', async () => {
    platform.synth({ protect: true, systems: withOneVariable() });
    deepStrictEqual(await trial.changes(), {
      'trial-recommendations': [
        'delete+create aws_ecs_task_definition.smartfeed-service_Task',
        'update aws_ecs_service.smartfeed-service_Service',
      ],
    });
    await trial.applyPlanned('trial-recommendations');
    deepStrictEqual(await trial.changes(['trial-recommendations']), {});
  });
}
