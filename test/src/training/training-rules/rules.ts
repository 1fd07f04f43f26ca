import type { Rule } from '../../../support/rule-table';

const EFA = 'test/src/training/efa-layout.test.ts';

/**
 * The rules of training on AWS Batch that Terraform does not know: of Batch, placement groups, capacity blocks, Elastic Fabric Adapter and instance
 * types. Collected 2026-11 from the API references of AWS and its SDKs, AWS ParallelCluster, Karpenter and reports of users; each case names its own
 * source.
 */
const ALL = {
  'BAT-01': { says: 'A job of several hosts runs on no spot host, and where the cluster is made for such.' },
  'BAT-02': { says: 'A job has 1,000 nodes at most, all alike; which of them is the first is not for it to say.' },
  'BAT-03': { says: 'A queue has three environments at most, and a name that AWS takes.' },
  'BAT-04': {
    says: 'A fair-share policy is there from the first day: it can be changed, and neither added nor removed.',
    held: {
      why: 'a cluster without any team has a policy too',
      file: 'test/src/training/fair-share.test.ts',
      test: 'is a policy without any team',
    },
  },
  'BAT-05': { says: 'Shares have identifiers, weights and a reserve that AWS takes; a job says whose it is.' },
  'BAT-06': { says: 'A job waits for 10 minutes to a day before it is cancelled.' },
  'BAT-06b': { says: 'AWS names three reasons why a job waits; one of them is that it does not know.' },
  'BAT-07': { says: 'There are ten attempts and five rules at most, the last for whatever nobody named.' },
  'BAT-08': { says: 'A timeout is a minute or more.' },
  'BAT-09': { says: 'An array has 2 to 10,000 children, each on one host.' },
  'BAT-10': { says: 'Some strategies need a role for fleets of spot hosts.' },
  'BAT-11': { says: 'An environment with a role of its own cannot be changed in place.' },
  'BAT-12': { says: 'Strategies for spot are for spot alone.' },
  'BAT-13': { says: 'Least and most vCPUs agree with each other, with the hosts, and with what a job needs at once.' },
  'BAT-14': { says: 'An update waits for jobs as long as the provider can say.' },
  'BAT-15': { says: 'A cluster has five security groups at most.' },
  'BAT-16': {
    says: 'Variables that begin with AWS_BATCH are of AWS Batch; a submission overrides 8,192 characters at most.',
  },
  'BAT-17': { says: 'EventBridge Scheduler has no target of its own for AWS Batch.' },
  'BAT-18': { says: 'GPUs are on hosts of EC2 alone, and a node has its host for itself.' },
  'BAT-19': { says: 'What leaves a job RUNNABLE for ever and can be known is refused.' },
  'PG-01': { says: 'A cluster placement group is in one zone, of types that it takes, best of one.' },
  'PG-02': { says: 'A capacity block has neither placement group nor strategy.' },
  'PG-03': { says: 'A reservation that was made without a placement group has no capacity in it.' },
  'PG-04': { says: 'A spread group has seven hosts a zone; neither spread nor partitions are reserved.' },
  'CB-01': {
    says: 'A capacity block is of one accelerated type in one zone, of 64 hosts at most, and named by its reservation.',
  },
  'EFA-01': { says: 'Elastic Fabric Adapters are on types that have them, and all hosts have the same.' },
  'EFA-02': {
    says: 'A card has one adapter at most, and the first interface speaks IP.',
    held: {
      why: 'the interfaces of a host are decided from its type',
      file: EFA,
      test: 'have one adapter on a card at most, and no card that is not there',
    },
  },
  'EFA-03': {
    says: 'Layouts are those that EC2 recommends; the first card of p6-b300 has no fabric.',
    held: {
      why: 'the interfaces of a host are decided from its type',
      file: EFA,
      test: 'has the interfaces that EC2 recommends',
    },
  },
  'EFA-04': {
    says: 'The container of a job of several hosts needs an interface on card 0.',
    held: {
      why: 'hosts of which the recommended layout takes all have another',
      file: EFA,
      test: 'leave the container of a multi-node job an interface on card 0',
    },
  },
  'EFA-05': { says: 'A host with several interfaces has no public address.' },
  'EFA-06': { says: 'Hosts with the fabric let everything through to each other.' },
  'EFA-07': { says: 'The fabric is in one zone.' },
  'EFA-08': {
    says: 'A container has a device for each adapter.',
    held: {
      why: 'the devices are decided from the type',
      file: EFA,
      test: 'are one for each adapter, numbered from 0',
    },
  },
  'CAT-01': {
    says: 'An instance type, and a model of accelerators, is one that there is; old ones are slow for the money.',
  },
  'CAT-02': { says: 'All hosts of a cluster run one machine image.' },
  'CAT-03': { says: 'What a job asks for is on the hosts after what the kernel and the agent need.' },
  'CAT-04': { says: 'An image is for the architecture and the accelerators of its hosts, and there is one.' },
  'CAT-05': { says: 'A Deep Learning AMI has no agent of ECS.' },
  'QUO-01': {
    says: 'Quotas count vCPUs by family.',
    held: {
      why: 'what an account has is not known without asking AWS; what a cluster wants is told by explain',
      file: 'test/src/training/vcpu-quotas.test.ts',
      test: 'is all its vCPUs of each, on demand first',
    },
  },
} as const satisfies Record<string, Rule>;

export type TrainingRuleId = keyof typeof ALL;

export const RULES: Readonly<Record<TrainingRuleId, Rule>> = ALL;
