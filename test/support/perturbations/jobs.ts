import type { Tried } from './perturbation';
import { job, systemOf } from './tried-environment';

const files = { kind: 'efs' } as const;
const mounts = [
  { volume: 'files', path: '/files', persistent: true },
  { volume: 'others', path: '/others', persistent: true },
];
const schedule = { cron: '0 4 * * ? *', period: 'date' } as const;
const withJob = (fit: object) =>
  systemOf(
    {},
    {
      jobs: { fit: { ...job, ...fit }, first: { ...job, schedule } },
      volumes: { files, others: files },
      queues: { work: {} },
    },
  );

/** Jobs of a system and what they consist of. */
export const jobs: Tried<'job' | 'schedule' | 'retries' | 'checkpoint'> = {
  job: {
    system: withJob,
    fields: {
      image: { from: 'example/app:1.0', to: 'example/app:1.1' },
      command: { to: ['fit'] },
      environment: { to: { LOG_LEVEL: 'info' } },
      secrets: { to: { TOKEN: { parameter: '/tried/token' } } },
      user: { to: '2000:2000' },
      readOnlyRoot: { to: false },
      writable: { to: ['/cache'] },
      limits: { to: { shmMiB: 128 } },
      cpus: { from: 1, to: 2 },
      memoryMiB: { from: 1024, to: 2048 },
      gpus: { to: 1 },
      neuronDevices: { to: 1, beside: { cluster: 'neuron', team: undefined, cpus: 3 } },
      cluster: { from: 'training', to: 'other' },
      team: { from: 'a', to: 'b' },
      priority: { to: 10 },
      nodes: { to: 2, beside: { cluster: 'several', command: ['fit'] } },
      array: { to: 3 },
      sweep: { to: { RATE: [0.1, 0.2] } },
      retries: { to: { attempts: 5 } },
      timeoutSeconds: { to: 7200 },
      access: { to: [{ kind: 'queue', queue: 'work', actions: ['publish'] }] },
      mounts: { to: mounts },
      checkpoint: { to: { volume: 'files', everySeconds: 600 }, beside: { mounts } },
      acknowledge: {
        from: { UnpinnedImage: 'it is tried out' },
        to: { UnpinnedImage: 'others are to pin it' },
        beside: { image: 'example/app:latest' },
      },
      schedule: { to: schedule },
      after: { to: ['first'] },
    },
  },
  schedule: {
    system: (said) => withJob({ schedule: said }),
    fields: {
      cron: { from: '0 4 * * ? *', to: '0 5 * * ? *' },
      rate: { from: '1 hour', to: '2 hours' },
      repeat: { from: 'R/2026-01-01T04:00:00Z/P1D', to: 'R/2026-01-01T05:00:00Z/P1D' },
      timezone: { to: 'Europe/Vilnius', beside: { cron: '0 4 * * ? *' } },
      start: { to: '2030-01-01T00:00:00Z', beside: { cron: '0 4 * * ? *' } },
      end: { to: '2031-01-01T00:00:00Z', beside: { cron: '0 4 * * ? *' } },
      period: { to: 'date', beside: { cron: '0 4 * * ? *' } },
      overlap: { to: 'allow', beside: { cron: '0 4 * * ? *' } },
    },
  },
  retries: {
    system: (said) => withJob({ retries: said }),
    fields: { attempts: { to: 5 }, on: { to: ['capacity'] }, exitCodes: { to: [75] } },
  },
  checkpoint: {
    system: (said) => withJob({ mounts, checkpoint: { volume: 'files', everySeconds: 600, ...said } }),
    fields: { volume: { from: 'files', to: 'others' }, everySeconds: { from: 600, to: 900 } },
  },
};
