import type { ServiceInput } from '../../../src/spec/service';
import { describeRefusals } from '../../support/builders/describe-refusals';
import { judgeService } from '../../support/builders/judge-service';

const shift = { strategy: 'blue-green' } as const;
const judge = (service: Partial<ServiceInput>) => judgeService({ service: { rollout: shift, ...service } });
const task = { name: 'migrate', command: ['migrate'] };
const tasks = (...changes: object[]): Partial<ServiceInput> => ({
  beforeDeploy: changes.map((change, i) => ({ ...task, name: `task-${i}`, ...change })),
});
const from = { image: undefined, imageFrom: { parameter: '/ads/image', repository: 'ads/bidder' } };

describe('tasks before a deployment', () => {
  describeRefusals(judge, [
    {
      what: 'a task before a rolling update',
      code: 'TasksNeedShift',
      field: 'beforeDeploy',
      refused: { ...tasks({}), rollout: 'rolling' },
      legal: tasks({}),
      says: "beforeDeploy runs from a hook of the deployment, and ECS has hooks for blue-green, canary and linear ones only; set rollout: { strategy: 'blue-green' }, which needs no gateway; or use `init`, which runs in every replica",
    },
    {
      what: 'two tasks of one name',
      code: 'DuplicateTask',
      field: 'beforeDeploy.1.name',
      refused: tasks({ name: 'warm' }, { name: 'warm' }),
      legal: tasks({ name: 'warm' }, { name: 'check' }),
    },
    {
      what: 'a task with a name that AWS does not take',
      code: 'InvalidName',
      field: 'beforeDeploy.0.name',
      refused: tasks({ name: 'Migrate' }),
      legal: tasks({ name: 'migrate' }),
    },
    {
      what: 'a task of an image that a delivery system chooses',
      code: 'TaskOfOldImage',
      field: 'beforeDeploy.0.image',
      refused: { ...from, ...tasks({}) },
      legal: { ...from, ...tasks({ image: 'example/migrate:1.0' }) },
    },
    {
      what: 'tasks that take longer than a hook may',
      code: 'TasksTooLong',
      field: 'beforeDeploy',
      refused: tasks({ timeoutMinutes: 1000 }, { timeoutMinutes: 441 }),
      legal: tasks({ timeoutMinutes: 1000 }, { timeoutMinutes: 440 }),
      says: 'beforeDeploy may take 1441 minutes in all, and ECS waits 1440; lower timeoutMinutes',
    },
    {
      what: 'a task that fits no host',
      code: 'TaskExceedsMemory',
      field: 'beforeDeploy.0.memoryMiB',
      refused: tasks({ memoryMiB: 400_000 }),
      legal: tasks({ memoryMiB: 4000 }),
    },
    {
      what: 'a task with a secret in plain text',
      code: 'SecretInEnvironment',
      field: 'beforeDeploy.0.environment.DB_PASSWORD',
      refused: tasks({ environment: { DB_PASSWORD: 'hunter2' } }),
      legal: {
        ...tasks({ environment: { DB_PASSWORD: 'hunter2' } }),
        acknowledge: { 'SecretInEnvironment.before-0.DB_PASSWORD': 'a database that is made for each test' },
      },
    },
    {
      what: 'a task of an unpinned image',
      code: 'UnpinnedImage',
      field: 'beforeDeploy.0.image',
      refused: tasks({ image: 'example/migrate' }),
      legal: tasks({ image: 'example/migrate:1.0' }),
    },
  ]);

  it('are told of what is wrong with the service itself no second time', () => {
    const problems = judge({ ...tasks({}), image: 'model', user: '0' });
    expect(problems.map(({ code }) => code).sort()).toEqual(['RootUser', 'UnpinnedImage']);
  });
});
