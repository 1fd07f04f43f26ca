import type { Fields } from '../fates';
import { readFields } from '../fates';
import { approximated, mapped, question } from '../note';
import { DEPLOY_FIELDS, replicas } from './deploy-fields';
import { readHealth } from './health-fields';
import { IMAGE_FIELDS } from './image-fields';
import { NETWORK_FIELDS } from './network-fields';
import { PROCESS_FIELDS } from './process-fields';
import { RESOURCE_FIELDS } from './resource-fields';
import type { ServiceDraft } from './service-draft';
import { STORAGE_FIELDS } from './storage-fields';

const LAPTOP = 'is for whoever works at the laptop';
const NAMESPACE = 'no container shares a namespace of the host';
const CAPABILITY = 'containers have no capabilities here, whatever they ask for';

/** What has no place here, each with the reason. */
const OTHER_FIELDS: Fields<ServiceDraft> = {
  privileged: (place) =>
    place.flag()
      ? question('what does it need of the host? Nothing may be privileged')
      : mapped('nothing', 'nothing is'),
  cap_add: CAPABILITY,
  cap_drop: () => mapped('nothing', 'containers have no capabilities anyway'),
  security_opt: (place) => {
    const others = place.texts().filter((option) => !/^no-new-privileges([:=]true)?$/.test(option));
    return others.length === 0
      ? approximated('nothing', 'no capabilities to gain, and every file system in memory is nosuid')
      : question('what do these allow? Nothing here says it');
  },
  sysctls: 'ECS gives no container settings of the kernel here',
  devices: (place) =>
    place.items().map((item) => ({
      ...question('which device is it? Only GPUs are given to containers here'),
      field: item.field,
    })),
  device_cgroup_rules: 'only GPUs are given to containers here',
  group_add: 'a process has one group, the one of `user`',
  userns_mode: NAMESPACE,
  uts: NAMESPACE,
  ipc: NAMESPACE,
  pid: NAMESPACE,
  cgroup: NAMESPACE,
  cgroup_parent: NAMESPACE,
  credential_spec: 'is for hosts with Windows',
  isolation: 'is for hosts with Windows',
  storage_opt: 'the root volume of the host has what the fleet says',
  runtime: 'the host decides; GPUs bring their own',
  use_api_socket: 'is the engine of the host, with which it could do anything there',
  labels: 'tags come from the environment',
  annotations: 'tags come from the environment',
  label_file: 'tags come from the environment',
  logging: 'what it prints goes to its log group',
  attach: LAPTOP,
  tty: LAPTOP,
  stdin_open: LAPTOP,
  develop: LAPTOP,
  provider: 'is a program of the laptop',
  models: 'is a model that the laptop runs; make it a service, and let it be called by its address',
};

/** Every field of a service, as the Compose specification has them (schema/compose-spec.json, 2026-06; 05-services.md). */
export const SERVICE_FIELDS: Fields<ServiceDraft> = {
  ...IMAGE_FIELDS,
  ...PROCESS_FIELDS,
  ...NETWORK_FIELDS,
  ...STORAGE_FIELDS,
  ...RESOURCE_FIELDS,
  ...OTHER_FIELDS,
  healthcheck: readHealth,
  deploy: (place, draft) => readFields(DEPLOY_FIELDS, place, draft),
  scale: (place, draft) => replicas(place, draft),
  profiles: () => mapped('nothing', 'its profile was asked for, or it would not be here'),
  extends: () => mapped('its fields', 'what it extends is written out'),
};
