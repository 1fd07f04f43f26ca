import type { RefusedCase } from './refused-case';
import { fit, mended, on, PLAIN, teams } from './training-said';

/** Mistakes of training that nobody makes in Terraform, or that Terraform refuses too. */
export const trainingWordCases: readonly Omit<RefusedCase, 'terraform' | 'awsSays'>[] = [
  {
    code: 'HostsNotSaid',
    what: 'a cluster of no hosts in particular',
    ...mended({ accelerators: {} }, { accelerators: { a10g: 4 } }),
  },
  {
    code: 'HostsSaidTwice',
    what: 'hosts by accelerator, and by type',
    ...mended({ accelerators: { a10g: 4 }, instanceTypes: ['g5.12xlarge'] }, { instanceTypes: ['g5.12xlarge'] }),
  },
  {
    code: 'SeveralAccelerators',
    what: 'hosts with two models at once',
    ...mended({ accelerators: { a10g: 4, l4: 4 } }, { accelerators: { l4: 4 } }),
  },
  {
    code: 'TooManyHostTypes',
    what: 'a search that finds half of the catalog',
    ...mended(
      { attributes: { minVcpus: 8, maxVcpus: 16 }, amiRelease: PLAIN },
      { attributes: { minVcpus: 8, maxVcpus: 8, maxMemoryMiB: 16_384 }, amiRelease: PLAIN },
    ),
  },
  {
    code: 'HostTooExpensive',
    what: 'eight GPUs for a dollar an hour',
    ...mended({ accelerators: { a10g: 8 }, maxUsdPerHour: 1 }, { accelerators: { a10g: 8 }, maxUsdPerHour: 20 }),
  },
  {
    code: 'UnknownAccelerator',
    what: 'a model that there is not',
    ...mended({ accelerators: { a1g: 4 } }, { accelerators: { a10g: 4 } }),
  },
  // 500 is what AWS Batch takes; the contract of an environment holds fewer.
  { code: 'TooManyTeams', what: '501 teams that share one queue', ...mended(teams(501), teams(100)) },
  {
    code: 'TeamNameTooLong',
    what: 'a name that is longer than an identifier may be',
    ...mended({ teams: { ['a'.repeat(255)]: {} } }, { teams: { ['a'.repeat(254)]: {} } }),
  },
  {
    code: 'TooManyRetryRules',
    what: 'more causes than AWS Batch has rules for',
    environment: on(),
    refused: fit({ retries: { exitCodes: [1, 2, 3] } }),
    legal: fit({ retries: { exitCodes: [1, 2] } }),
  },
  {
    code: 'SweptTwice',
    what: 'a value that is tried twice',
    environment: on(),
    refused: fit({ sweep: { LR: [0.1, '0.1'] } }),
    legal: fit({ sweep: { LR: [0.1, '0.10'] } }),
  },
  {
    code: 'SweptVariable',
    what: 'a variable that is swept and said',
    environment: on(),
    refused: fit({ environment: { LR: 1 }, sweep: { LR: [0.1, 0.01] } }),
    legal: fit({ environment: { BATCH: 1 }, sweep: { LR: [0.1, 0.01] } }),
  },
];
