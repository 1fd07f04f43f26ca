import { change, plan } from '../src/preview/support/made-plan';

/** Most of what a preview may cost: so many times the reading of the same file as JSON. */
export const MOST_RATIO = 5;

const RESOURCES = 20_000;

/** How a preview of a large plan did. */
export interface PreviewFigures {
  readonly planMB: number;
  readonly parseMs: number;
  readonly renderMs: number;
  readonly peakMiB: number;
  readonly commentBytes: number;
}

/**
 * A plan of many resources, 3.4 KB each, as `terraform show -json` prints it. Every third is changed, every tenth rolls out a revision of a
 * task, some hold a secret.
 */
export function largePlan(): string {
  const changes = Array.from({ length: RESOURCES }, (_, i) => {
    const before = attributes(i, 'info');
    if (i % 10 === 0)
      return change({
        address: `aws_ecs_task_definition.t${i}`,
        actions: ['delete', 'create'],
        before,
        after: attributes(i, 'debug'),
        replace: [['container_definitions']],
      });
    if (i % 3 === 0)
      return change({ address: `aws_cloudwatch_metric_alarm.a${i}`, before, after: { ...before, size: i + 1 } });
    if (i % 101 === 0)
      return change({
        address: `aws_db_instance.d${i}`,
        before,
        after: { ...before, size: i + 1 },
        hidden: { note: true },
      });
    return change({ address: `aws_lb.l${i}`, actions: ['no-op'], before, after: before });
  });
  const document = plan([], { resource_changes: changes });
  return JSON.stringify({
    ...document,
    planned_values: {
      root_module: { resources: changes.map(({ address, change: { after } }) => ({ address, values: after })) },
    },
  });
}

function attributes(i: number, level: string) {
  const environment = Array.from({ length: 8 }, (_, n) => ({ name: `VARIABLE_${n}`, value: `${level}-${i}-${n}` }));
  return {
    id: `id-${i}`,
    arn: `arn:aws:ecs:us-east-1:123456789012:thing/${i}`,
    note: `the note of number ${i}`,
    size: i,
    container_definitions: JSON.stringify([{ name: 'main', image: `example/${i}`, environment }]),
    tags: { Name: `thing-${i}`, 'stowage:system': 'ads' },
    blocks: Array.from({ length: 3 }, (_, n) => ({ name: `block-${n}`, on: true, list: ['a', 'b', `c${i}`] })),
  };
}
