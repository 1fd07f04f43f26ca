import type { JobSpec } from '../spec/training/job';

/** Where the processes of several nodes meet, as PyTorch says it: `MASTER_PORT`. */
const MASTER_PORT = 29_500;

/**
 * What AWS Batch tells in words of its own (Batch user guide, "Environment variables for multi-node parallel jobs", 2026-11), in those of
 * PyTorch. The main node is not told its own address.
 */
const TRANSLATE = [
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the shell
  'export MASTER_ADDR="${AWS_BATCH_JOB_MAIN_NODE_PRIVATE_IPV4_ADDRESS:-$(hostname -i | cut -d \' \' -f 1)}"',
  'NODE_RANK="$AWS_BATCH_JOB_NODE_INDEX"',
  'NNODES="$AWS_BATCH_JOB_NUM_NODES"',
].join(' ');

/**
 * The command of each node of a job: a shell that tells it where the others are, and becomes what the job says. The entry point of the image
 * must run its arguments, or there must be none. Of one node, as it is said.
 */
export function nodeCommand({ command, nodes }: Pick<JobSpec, 'command' | 'nodes'>): string[] | undefined {
  if (nodes === 1 || command === undefined) return command;
  return ['/bin/sh', '-c', `${TRANSLATE}; exec "$@"`, 'sh', ...command];
}

/** What the processes of several nodes are told beside that. */
export function rendezvousVariables({ nodes }: Pick<JobSpec, 'nodes'>): Record<string, string> {
  return nodes === 1 ? {} : { MASTER_PORT: String(MASTER_PORT) };
}
