import { ignoredOnLaptop } from '../../../src/local/ignored-on-laptop';
import { parseSystem } from '../../../src/spec/resolve-system';
import { type SystemInput, systemSpec } from '../../../src/spec/system';
import { systems } from '../../../stacks/systems';

const app = { image: 'example/app:1', cpus: 1, memoryMiB: 512 };
const web = { ...app, ports: { http: { number: 8080 } } };

function fieldsOf(parts: Partial<SystemInput>): string[] {
  const system = parseSystem({ name: 'shop', services: {}, ...parts }, 'prod');
  return ignoredOnLaptop(system).map(({ field }) => field);
}

describe('what a laptop ignores of a system', () => {
  it('is nothing where everything said is done there', () => {
    expect(fieldsOf({ services: { a: { ...web, environment: { A: 1 }, limits: { shmMiB: 128 } } } })).toEqual([]);
  });

  it('is a field that is set, with the reason, and not one that is set to its default', () => {
    const system = parseSystem({ name: 'shop', services: { a: { ...web, rollout: 'recreate', exec: false } } }, 'prod');
    expect(ignoredOnLaptop(system)).toEqual([
      { field: 'shop.services.a.rollout', reason: 'on a laptop a new version replaces the old one at once' },
    ]);
  });

  it('is found in lists, in records, and in each arm of a union', () => {
    expect(
      fieldsOf({
        services: {
          a: {
            ...web,
            ports: { http: { number: 80 }, t: { number: 81, protocol: 'tcp' } },
            listeners: [
              { port: 't', listenPort: 81 },
              { port: 't', listenPort: 82, tls: true },
            ],
            secrets: { A: { parameter: '/a', kmsKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/1' } },
            sidecars: {
              agent: {
                ...{ image: 'example/agent:1', cpus: 0.1, memoryMiB: 128 },
                health: { liveness: { command: ['ok'] } },
              },
            },
            health: { readiness: { graceSeconds: 90 } },
          },
        },
        volumes: { index: { kind: 'ebs', sizeGiB: 10, zone: 'us-east-1a' }, models: { kind: 'efs' } },
      }),
    ).toEqual([
      'shop.services.a.secrets.A.kmsKeyArn',
      'shop.services.a.health.readiness.graceSeconds',
      'shop.services.a.ports.t.protocol',
      'shop.services.a.listeners.1.tls',
      'shop.services.a.sidecars.agent.health.liveness',
      'shop.volumes.index.sizeGiB',
      'shop.volumes.index.zone',
    ]);
  });

  it('is the whole of a field, and not what is inside of it again', () => {
    expect(
      fieldsOf({
        services: { a: { ...web, allow: [{ service: 'b', ports: ['http'], why: 'asks' }] }, b: web },
        jobs: {
          fit: { ...app, schedule: { cron: '0 4 * * ? *' }, retries: { attempts: 5 } },
        },
        queues: { work: { fifo: true } },
      }),
    ).toEqual(['shop.services.a.allow', 'shop.jobs.fit.retries', 'shop.jobs.fit.schedule', 'shop.queues']);
  });

  it('leaves out what builds nothing on AWS either', () => {
    const acknowledge = { RootUser: 'the image of others knows root alone' };
    expect(fieldsOf({ services: { a: { ...web, user: '0:0', acknowledge } } })).toEqual([]);
  });

  it.each(systems.map((system) => [system.name, system] as const))('is known of the example %s', (name, system) => {
    const ignored = ignoredOnLaptop(parseSystem(system, 'prod'));
    expect(new Set(ignored.map(({ field }) => field)).size).toBe(ignored.length);
    expect(ignored.every(({ field }) => field.startsWith(`${name}.`))).toBe(true);
    expect(ignored.every(({ field }) => Object.keys(systemSpec.shape).includes(field.split('.')[1] ?? ''))).toBe(true);
  });
});
