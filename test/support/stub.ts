import { awsAction } from './aws-action';
import { type LoopbackReply, startLoopback } from './loopback';

export interface Stub {
  /** Where every AWS endpoint of an offline plan points. */
  readonly url: string;
  /** Operations that were answered, with how often: `sts.GetCallerIdentity`. */
  readonly seen: Readonly<Record<string, number>>;
  /** Operations that a plan has no business with, in order of arrival. */
  readonly refused: readonly string[];
  close(): Promise<void>;
}

/**
 * All of AWS that an offline plan may see: who am I (so `allowed_account_ids` keeps guarding), and whether a state machine is well formed.
 * Anything else is answered with 501, which the provider does not retry, and is recorded.
 */
export async function startStub(account: string): Promise<Stub> {
  const answers: Readonly<Record<string, LoopbackReply>> = {
    'sts.GetCallerIdentity': { status: 200, headers: { 'content-type': 'text/xml' }, body: callerIdentity(account) },
    'states.ValidateStateMachineDefinition': {
      status: 200,
      headers: { 'content-type': 'application/x-amz-json-1.0' },
      body: JSON.stringify({ result: 'OK', diagnostics: [] }),
    },
  };
  const seen: Record<string, number> = {};
  const refused: string[] = [];
  const server = await startLoopback(async (request) => {
    const { service, action } = awsAction(request);
    const name = `${service}.${action}`;
    const answer = answers[name];
    if (answer) seen[name] = (seen[name] ?? 0) + 1;
    else refused.push(name);
    return answer ?? { status: 501, body: `${name} is not part of an offline plan` };
  });
  return { ...server, seen, refused };
}

/** The reply in the STS API Reference, version 2011-06-15. */
function callerIdentity(account: string): string {
  return `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
<Arn>arn:aws:iam::${account}:user/offline</Arn><UserId>OFFLINE</UserId><Account>${account}</Account>
</GetCallerIdentityResult><ResponseMetadata><RequestId>offline</RequestId></ResponseMetadata></GetCallerIdentityResponse>`;
}
