import { execFileSync } from 'node:child_process';
import { nodeCommand } from '../../../src/training/rendezvous';

/** What a node's command says of where the others are, run by a real shell with what AWS Batch would tell it. */
function told(environment: Readonly<Record<string, string>>): string[] {
  const [shell = '', ...rest] = nodeCommand({
    nodes: 2,
    command: ['/bin/sh', '-c', 'printf "%s\\n" "$MASTER_ADDR" "$NODE_RANK" "$NNODES" "$1"', 'sh', 'an argument'],
  }) as string[];
  return execFileSync(shell, rest, { env: { PATH: process.env.PATH, ...environment } })
    .toString()
    .trim()
    .split('\n');
}

describe('nodeCommand', () => {
  it('tells a node where the main one is, which it is, and of how many', () => {
    const environment = {
      AWS_BATCH_JOB_MAIN_NODE_PRIVATE_IPV4_ADDRESS: '10.0.0.7',
      AWS_BATCH_JOB_NODE_INDEX: '1',
      AWS_BATCH_JOB_NUM_NODES: '2',
    };
    expect(told(environment)).toEqual(['10.0.0.7', '1', '2', 'an argument']);
  });

  it('tells the main node its own address', () => {
    const [address, ...rest] = told({ AWS_BATCH_JOB_NODE_INDEX: '0', AWS_BATCH_JOB_NUM_NODES: '2' });
    expect(address).toMatch(/^[0-9a-f.:]+$/);
    expect(rest).toEqual(['0', '2', 'an argument']);
  });

  it('is what the job says where there is one node', () => {
    expect(nodeCommand({ nodes: 1, command: ['train'] })).toEqual(['train']);
    expect(nodeCommand({ nodes: 1, command: undefined })).toBeUndefined();
  });
});
