import { awsAction } from './aws-action';
import { type LoopbackReply, startLoopback } from './loopback';

export interface Stub {
  /** Where every AWS endpoint of an offline plan points. */
  readonly url: string;
  /** Operations that were answered, with how often: `sts.GetCallerIdentity`. */
  readonly seen: Readonly<Record<string, number>>;
  /** Operations that a plan has no business with, in order of arrival. */
  readonly refused: readonly string[];
  /** Names of the SSM parameters that it answers for, each with `IMAGE_DIGEST`: those that name the image of a service. */
  readonly imageParameters: Set<string>;
  close(): Promise<void>;
}

/** What every parameter of the stub holds. */
export const IMAGE_DIGEST = `sha256:${'a1'.repeat(32)}`;

/**
 * All of AWS that an offline plan may see: who am I (so `allowed_account_ids` keeps guarding), whether a state machine is well formed, and
 * what a parameter holds that names the image of a service. Anything else is answered with 501, which the provider does not retry, and is recorded.
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
  const imageParameters = new Set<string>();
  const server = await startLoopback(async (request) => {
    const { service, action } = awsAction(request);
    const name = `${service}.${action}`;
    const answer = name === 'ssm.GetParameter' ? parameter(request.body.toString(), imageParameters) : answers[name];
    if (answer) seen[name] = (seen[name] ?? 0) + 1;
    else refused.push(name);
    return answer ?? { status: 501, body: `${name} is not part of an offline plan` };
  });
  return { ...server, seen, refused, imageParameters };
}

/** The reply in the STS API Reference, version 2011-06-15. */
function callerIdentity(account: string): string {
  return `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
<Arn>arn:aws:iam::${account}:user/offline</Arn><UserId>OFFLINE</UserId><Account>${account}</Account>
</GetCallerIdentityResult><ResponseMetadata><RequestId>offline</RequestId></ResponseMetadata></GetCallerIdentityResponse>`;
}

/** The reply in the Systems Manager API Reference; none for a parameter that nobody expects to be read. */
function parameter(body: string, expected: ReadonlySet<string>): LoopbackReply | undefined {
  const { Name } = JSON.parse(body) as { readonly Name: string };
  if (!expected.has(Name)) return undefined;
  const Parameter = { Name, Type: 'String', Value: IMAGE_DIGEST, Version: 1, DataType: 'text' };
  const headers = { 'content-type': 'application/x-amz-json-1.1' };
  return { status: 200, headers, body: JSON.stringify({ Parameter }) };
}
