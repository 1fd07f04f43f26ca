import type { SystemInput } from '../../src/spec/system';
import { recommendations } from '../../stacks/systems/recommendations';
import { IMPORTS } from '../golden/imports';

const imported = (IMPORTS['docker-compose.recommendations.yml'] as () => { system: SystemInput })().system;

/** What was decided by hand after the import, by field, and why. What is not here is as it was imported. */
const DECIDED: Readonly<Record<string, string>> = {
  team: 'who works on it may look after it',
  images: 'a pipeline of the team builds them, and pushes them to the registry',
  'services.*.image': 'the same',
  'services.*.user': 'both images have a user of their own',
  'services.*.readOnlyRoot': 'neither writes outside of /tmp',
  'services.*.acknowledge': 'nobody is root any more',
  'services.*.health': 'both answer on /health, which is the default',
  'services.*.cpus': 'measured; Compose said nothing',
  'services.*.replicas': 'two, by default: one is enough for a laptop',
  'services.smartfeed-service.routes': 'it is called from inside, under a path that its callers know',
  'services.pinacle2.routes': 'only the laptop of its team called it from outside',
  'services.smartfeed-service.allow': 'pinacle2 does not call it: they only shared a network',
  'services.pinacle2.allow': 'bids of the ads system ask it too',
  'services.smartfeed-service.after': 'the feed asks pinacle2 for each of its answers',
  'services.*.mounts': 'models come from a volume; addresses of services from the mesh, configuration with the image',
  'services.pinacle2.rollout': 'a model is compared before it answers',
  'services.pinacle2.beforeDeploy': 'the same',
  'services.index': 'is new: the laptop had no nearest neighbours',
  volumes: 'models and the index, in place of the directories of a host',
};

/** Fields in which two systems differ, of services one by one. */
function differences(one: SystemInput, other: SystemInput): string[] {
  const fields = (system: SystemInput) =>
    Object.entries(system).flatMap(([key, value]): [string, unknown][] =>
      key === 'services'
        ? Object.entries(value as SystemInput['services']).flatMap(([name, service]): [string, unknown][] =>
            name in one.services
              ? Object.entries(service).map(([field, of]) => [`services.${name}.${field}`, of])
              : [[`services.${name}`, service]],
          )
        : [[key, value]],
    );
  const [before, after] = [new Map(fields(one)), new Map(fields(other))];
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (field) => JSON.stringify(before.get(field)) !== JSON.stringify(after.get(field)),
  );
}

describe('the recommendations of the example', () => {
  const found = differences(imported, recommendations);
  const decided = (field: string) => (field in DECIDED ? field : field.replace(/^services\.[^.]+\./, 'services.*.'));

  it('are what the Compose file of the talk becomes, but for what was decided by hand', () => {
    expect(found.filter((field) => DECIDED[decided(field)] === undefined)).toEqual([]);
  });

  it('have no decision that changes nothing', () => {
    expect(Object.keys(DECIDED).filter((field) => !found.map(decided).includes(field))).toEqual([]);
  });

  it('keep what the talk showed: commands, ports, memory for their heaps, and every variable', () => {
    for (const [name, service] of Object.entries(imported.services)) {
      const { command, ports, environment, memoryMiB } = service;
      expect(recommendations.services[name]).toMatchObject({ command, ports, environment, memoryMiB });
    }
  });
});
