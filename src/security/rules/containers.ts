import { listed } from '../../preview/code/synthesized';
import { at, isRecord } from '../../preview/nested-json';
import { type Container, containersOf, definitions, JOB, TASK, volumesOf } from '../containers';
import type { Estate, Resource } from '../estate';
import { is, isSet, isUnset, type Judgement, mustBe } from '../judgements';
import { Late } from '../late';
import { fails, type Outcome, type Rule, unsure } from '../rule';

/** Asks something of every container. */
function each(ask: (container: Container) => readonly Outcome[]): (estate: Estate) => Outcome[] {
  return (estate) =>
    definitions(estate).flatMap((resource) => {
      const containers = containersOf(resource);
      return containers === undefined ? unsure(resource, 'containers', 'its containers') : containers.flatMap(ask);
    });
}

function ask(container: Container, path: string, good: Judgement, says: string): Outcome[] {
  const key = `${container.name}.${path}`;
  return mustBe(container.resource, { path, good, says: `${container.name} ${says}` }, container.values).map(
    (outcome) => ({ ...outcome, key }),
  );
}

function hostParts(estate: Estate): Outcome[] {
  const shared = estate
    .of(TASK)
    .flatMap((task) =>
      (['pid_mode', 'ipc_mode'] as const).flatMap((path) =>
        mustBe(task, { path, good: isUnset('task', 'none'), says: `shares ${path.slice(0, 3)} with its host` }),
      ),
    );
  // Jobs of one node have the network of their host, whatever anybody writes; their user is judged by itself.
  const network = estate.of(TASK).flatMap((task) =>
    mustBe(task, {
      path: 'network_mode',
      good: isUnset('awsvpc', 'bridge', 'none'),
      says: 'has the network of its host',
    }),
  );
  const docker = definitions(estate).flatMap((resource) => {
    const volumes = volumesOf(resource);
    if (volumes === undefined) return unsure(resource, 'volumes', 'its volumes');
    return volumes
      .filter(
        ({ hostPath }) =>
          typeof hostPath === 'string' &&
          /^\/$|^\/(etc|root|proc|boot|var\/run|run|var\/lib\/docker)(\/docker\.sock|\/)?$|docker\.sock/.test(hostPath),
      )
      .flatMap(({ name, hostPath }) => fails(resource, `volume ${name}`, `mounts ${hostPath} of its host`));
  });
  return [...shared, ...network, ...docker];
}

/** `root`, `0`, `0:0`. Nobody is who the image says, and that is root where the image says nothing. */
const isNobodysRoot: Judgement = (value) => {
  if (value instanceof Late) return undefined;
  return typeof value === 'string' && !/^(root|0+)?(:.*)?$/.test(value);
};

/** Capabilities with which a container gets out, or listens to others. */
const GRAVE = /^(ALL|SYS_ADMIN|SYS_MODULE|SYS_PTRACE|SYS_RAWIO|DAC_READ_SEARCH|NET_ADMIN|NET_RAW|BPF|SYS_BOOT)$/;

function capabilities(container: Container): Outcome[] {
  if (container.isJob) return [];
  const { resource, name, values } = container;
  const said = at(values.linuxParameters, 'capabilities');
  if (values.linuxParameters instanceof Late || said instanceof Late)
    return unsure(resource, `${name}.capabilities`, 'its capabilities');
  const [drop, add] = [listed(at(said, 'drop')), listed(at(said, 'add'))];
  return [
    ...(drop.includes('ALL') ? [] : fails(resource, `${name}.drop`, `${name} keeps capabilities of root`)),
    ...add
      .filter((one) => GRAVE.test(String(one)))
      .flatMap((one) => fails(resource, `${name}.add ${one}`, `${name} adds ${one}`)),
  ];
}

function secretsByArn({ resource, name, values }: Container): Outcome[] {
  if (values.secrets instanceof Late) return unsure(resource, `${name}.secrets`, 'its secrets');
  return listed(values.secrets).flatMap((secret) => {
    const key = `${name}.secrets ${String(at(secret, 'name'))}`;
    const from = at(secret, 'valueFrom');
    if (from instanceof Late)
      return isSet(from) || /^arn:/.test(from.text) ? [] : unsure(resource, key, 'where a secret comes from');
    return typeof from === 'string' && /^arn:aws[a-z-]*:(secretsmanager|ssm):/.test(from)
      ? []
      : fails(resource, key, `${name} has a secret that is not named by its ARN`);
  });
}

function roles(estate: Estate): Outcome[] {
  const same = (resource: Resource, values: unknown, task: string, start: string) => {
    const [own, other] = [at(values, task), at(values, start)].map((one) => (one instanceof Late ? one.text : one));
    return own !== undefined && own === other && own !== '(known after the apply)'
      ? fails(resource, 'roles', 'runs with the role that starts it, and may read all of its secrets and images')
      : [];
  };
  const jobs = estate
    .of(JOB)
    .flatMap((job) =>
      (containersOf(job) ?? []).flatMap(({ values }) => same(job, values, 'jobRoleArn', 'executionRoleArn')),
    );
  return [
    ...estate.of(TASK).flatMap((task) => same(task, task.values, 'task_role_arn', 'execution_role_arn')),
    ...jobs,
  ];
}

function fileSystems(estate: Estate): Outcome[] {
  return definitions(estate).flatMap((resource) => {
    const volumes = volumesOf(resource);
    if (volumes === undefined) return unsure(resource, 'volumes', 'its volumes');
    return volumes.flatMap(({ name, efs }) => {
      if (efs === undefined) return [];
      const musts = [
        { path: 'transit', good: is('ENABLED'), says: `reads volume ${name} unencrypted` },
        { path: 'accessPoint', good: isSet, says: `mounts volume ${name} without an access point` },
        { path: 'iam', good: is('ENABLED'), says: `mounts volume ${name} without its role` },
      ];
      return musts.flatMap((must) =>
        mustBe(resource, must, efs).map((outcome) => ({ ...outcome, key: `${name}.${must.path}` })),
      );
    });
  });
}

const logs = (container: Container): Outcome[] => {
  const { logConfiguration } = container.values;
  const driver = isRecord(logConfiguration) ? at(logConfiguration, 'logDriver') : logConfiguration;
  if (driver instanceof Late) return unsure(container.resource, `${container.name}.log`, 'where it logs to');
  return driver === undefined || driver === 'none'
    ? fails(container.resource, `${container.name}.log`, `${container.name} logs nowhere`)
    : [];
};

const types = [TASK, JOB];

export const CONTAINERS: readonly Rule[] = [
  {
    id: 'MLP-CON-1',
    severity: 'critical',
    title: 'No container is privileged',
    fix: 'take privileged away; a device or a capability can be given alone',
    types,
    check: each((one) => ask(one, 'privileged', isUnset(false), 'is privileged: it is root of its host')),
  },
  {
    id: 'MLP-CON-2',
    severity: 'high',
    title: 'Tasks share neither processes nor memory, network or Docker with their host',
    fix: 'use awsvpc, and leave out pid_mode and ipc_mode',
    types,
    check: hostParts,
  },
  {
    id: 'MLP-CON-3',
    severity: 'medium',
    title: 'The root of containers is read only',
    fix: 'set readonlyRootFilesystem, and mount what must be written',
    types,
    check: each((one) => ask(one, 'readonlyRootFilesystem', is(true), 'can write to its root')),
  },
  {
    id: 'MLP-CON-4',
    severity: 'high',
    title: 'Containers run as somebody other than root',
    fix: "name a user by its numbers: '1000:1000'",
    types,
    check: each((one) => ask(one, 'user', isNobodysRoot, 'runs as root, or as whoever its image says')),
  },
  {
    id: 'MLP-CON-5',
    severity: 'medium',
    title: 'Containers drop all capabilities',
    fix: "drop 'ALL', and add back what is needed by name",
    types: [TASK],
    check: each(capabilities),
  },
  {
    id: 'MLP-CON-6',
    severity: 'medium',
    title: 'Containers log',
    fix: 'give the container a logConfiguration',
    types,
    check: each(logs),
  },
  {
    id: 'MLP-CON-8',
    severity: 'high',
    title: 'Secrets are named by their ARN',
    fix: 'write the ARN of the secret, or of the parameter',
    types,
    check: each(secretsByArn),
  },
  {
    id: 'MLP-CON-10',
    severity: 'high',
    title: 'File systems are mounted encrypted, by an access point, with the role of the task',
    fix: 'enable transit encryption and IAM, and name an access point, for every volume',
    types,
    check: fileSystems,
  },
  {
    id: 'MLP-CON-11',
    severity: 'high',
    title: 'What a task may do is apart from what starts it',
    fix: 'give it a task role and an execution role',
    types,
    check: roles,
  },
];
