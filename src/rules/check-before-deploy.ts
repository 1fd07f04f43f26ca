import { type Problem, within } from '../errors';
import { checkName } from '../naming/names';
import { shiftOf } from '../rollout/strategy';
import { checkTaskFits } from '../sizing/task-fit';
import type { BeforeDeploySpec } from '../spec/before-deploy';
import type { Contract } from '../spec/contract';
import { own } from '../spec/own';
import type { ServiceSpec } from '../spec/service';
import { asService } from '../task/before-deploy-task';
import { checkContainers } from './check-containers';
import { fleetOf } from './choose';

/** Minutes after which ECS gives a hook up (ECS developer guide, "Lambda hooks", Timeout configuration, 2026-11). */
const MOST_MINUTES = 1440;

/** Tasks before a deployment that would not run before it, could not run, or would run another version than the one deployed. */
export function checkBeforeDeploy(service: ServiceSpec, contract: Contract): Problem[] {
  const { beforeDeploy: tasks, rollout } = service;
  if (tasks.length === 0) return [];
  const problems = tasks.flatMap((task, i) => within(`beforeDeploy.${i}`, checkTask(task, i, service, contract)));
  if (shiftOf(rollout) === undefined)
    problems.push({
      code: 'TasksNeedShift',
      field: 'beforeDeploy',
      problem: 'runs from a hook of the deployment, and ECS has hooks for blue-green, canary and linear ones only',
      fix: "set rollout: { strategy: 'blue-green' }, which needs no gateway; or use `init`, which runs in every replica",
    });
  const minutes = tasks.reduce((sum, task) => sum + task.timeoutMinutes, 0);
  if (minutes > MOST_MINUTES)
    problems.push({
      code: 'TasksTooLong',
      field: 'beforeDeploy',
      problem: `may take ${minutes} minutes in all, and ECS waits ${MOST_MINUTES}`,
      fix: 'lower timeoutMinutes',
    });
  return problems;
}

function checkTask(task: BeforeDeploySpec, i: number, service: ServiceSpec, contract: Contract): Problem[] {
  const problems = [...checkName('service', task.name, 'name'), ...containerProblems(task, service)];
  if (service.beforeDeploy.findIndex(({ name }) => name === task.name) < i)
    problems.push({ code: 'DuplicateTask', field: 'name', problem: `is '${task.name}' again`, fix: 'rename one' });
  if (task.image === undefined && service.imageFrom !== undefined)
    problems.push({
      code: 'TaskOfOldImage',
      field: 'image',
      problem: 'is that of imageFrom, and a delivery would start a new image after the task of the one before',
      fix: 'give the task an image of its own, or the service an `image`',
    });
  const name = fleetOf(service, contract);
  const fleet = own(contract.fleets, name);
  if (fleet === undefined) return problems;
  // It has no proxy: it is no part of the mesh.
  const { cpus, memoryMiB } = task;
  return [
    ...problems,
    ...checkTaskFits({ cpus, memoryMiB, gpus: 0 }, { name, ...fleet }, '').map((p) => ({
      ...p,
      field: p.field.replace(/^\./, ''),
    })),
  ];
}

/** What is wrong with its container, but for what the service itself is told of already. */
function containerProblems(task: BeforeDeploySpec, service: ServiceSpec): Problem[] {
  const told = new Set(checkContainers(service).map(({ code, field }) => `${code} ${field}`));
  return checkContainers(asService(task, service)).filter(
    ({ code, field }) =>
      !told.has(`${code} ${field}`) || field.startsWith('environment') || field.startsWith('secrets'),
  );
}
