import { policyDocument } from './policy';

/** Nobody reaches a queue without TLS. Who may use it is said by the roles of its account. */
export function queuePolicy(queueArn: string): object {
  return policyDocument([
    {
      sid: 'TlsOnly',
      effect: 'Deny',
      principals: { AWS: '*' },
      actions: ['sqs:*'],
      resources: [queueArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  ]);
}
