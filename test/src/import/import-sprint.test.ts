import { SpecError } from '../../../src/errors';
import { importSprint } from '../../../src/import/sprint/import-sprint';
import { CONTAINER_FIELDS, DOCKER_FIELDS, JOB_FIELDS, LABELS } from '../../../src/import/sprint/job-fields';

const JOB = {
  labels: { name: 'training', period: '2016-07-11' },
  container: { docker: { image: 'ctr-train:0.1' } },
  cpus: 5,
  mem: 1024,
};
const read = (job: unknown, options = {}) => importSprint(JSON.stringify(job), options);
const job = (fields: object) => read({ ...JOB, ...fields }).system.jobs?.training;
const refused = (document: unknown) => {
  try {
    read(document);
  } catch (error) {
    if (error instanceof SpecError) return error.problems.map(({ code }) => code);
    throw error;
  }
  return [];
};

describe('a job of Sprint', () => {
  it('has a row for each field that the talk shows', () => {
    expect(Object.keys(JOB_FIELDS)).toEqual(expect.arrayContaining(['labels', 'container', 'cpus', 'mem']));
    expect([LABELS, CONTAINER_FIELDS, DOCKER_FIELDS].map((table) => Object.keys(table))).toEqual([
      ['name', 'period'],
      expect.arrayContaining(['type', 'docker']),
      expect.arrayContaining(['image']),
    ]);
  });

  it.each([
    ['2016-07-11', 'date', '0 4 * * ? *'],
    ['2016-07-11T04', 'hour', '15 * * * ? *'],
    ['2016-07-11T04:00:00Z', 'timestamp', '15 * * * ? *'],
  ])('is told its period as it was: %s', (period, format, cron) => {
    expect(job({ labels: { name: 'training', period } })?.schedule).toEqual({ period: format, cron });
  });

  it('has no schedule where its period is written otherwise, and asks', () => {
    const { system, notes } = read({ ...JOB, labels: { name: 'training', period: 'yesterday' } });
    expect(system.jobs?.training?.schedule).toBeUndefined();
    expect(notes.find(({ field }) => field === 'labels.period')?.kind).toBe('question');
  });

  it.each([
    [{ cpus: 2 }, { cpus: 2 }],
    [{ cpus: 1.5 }, { cpus: 2 }],
    [{ mem: 2048 }, { memoryMiB: 2048 }],
    [{ gpus: 1 }, { gpus: 1 }],
    [{ args: ['a', 'b'] }, { command: ['a', 'b'] }],
    [{ cmd: 'a b' }, { command: ['/bin/sh', '-c', 'a b'] }],
    [{ env: { A: 1 } }, { environment: { A: '1' } }],
    [{ env: { API_TOKEN: 'abcdefgh' } }, { secrets: { API_TOKEN: { secretsManager: 'sprint/training/API_TOKEN' } } }],
    [{ container: { docker: { image: 'registry.example.com/a:1' } } }, { image: 'registry.example.com/a:1' }],
  ])('keeps what it says: %j', (fields, expected) => {
    expect(job(fields)).toMatchObject(expected);
  });

  it('tells of every field, also of those that nobody knows', () => {
    const { notes } = read({ ...JOB, labels: { ...JOB.labels, team: 'a' }, retries: 3, disk: 1 });
    const told = (field: string) => notes.find((note) => note.field === field)?.kind;
    expect(['labels.team', 'retries', 'disk', 'cpus'].map(told)).toEqual(['dropped', 'dropped', 'dropped', 'mapped']);
  });

  it('may be one of several, and is refused without a name, an image, or as the second of one name', () => {
    expect(Object.keys(read([JOB, { ...JOB, labels: { name: 'other' } }]).system.jobs ?? {})).toEqual([
      'training',
      'other',
    ]);
    expect(refused([JOB, JOB])).toEqual(['SameName']);
    expect(refused({ ...JOB, labels: {} })).toEqual(['MissingField']);
    expect(refused({ labels: JOB.labels })).toEqual(['MissingImage']);
    expect(refused([])).toEqual(['NoJobs']);
    expect(refused('x')).toEqual(expect.arrayContaining(['WrongType']));
  });
});
