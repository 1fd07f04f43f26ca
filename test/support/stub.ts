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
  /** Names of the secrets that it answers for, each with `CLIENT_SECRET`: those of clients of identity providers. */
  readonly clientSecrets: Set<string>;
  close(): Promise<void>;
}

/** What every parameter of the stub holds. */
export const IMAGE_DIGEST = `sha256:${'a1'.repeat(32)}`;

/** What every secret of the stub holds, under any key that the examples have. */
export const CLIENT_SECRET = JSON.stringify({ secret: 'not-a-secret', 'client-secret': 'not-a-secret' });

/**
 * All of AWS that an offline plan may see: who am I (so `allowed_account_ids` keeps guarding), whether a state machine is well formed,
 * what a parameter holds that names the image of a service, and the secrets of clients of identity providers. Anything else is answered with 501, which the provider does not retry, and is recorded.
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
  const clientSecrets = new Set<string>();
  const read: Readonly<Record<string, (body: string) => LoopbackReply | undefined>> = {
    'ssm.GetParameter': (body) => parameter(body, imageParameters),
    'secretsmanager.GetSecretValue': (body) => secret(body, clientSecrets),
  };
  const server = await startLoopback(async (request) => {
    const { service, action } = awsAction(request);
    const name = `${service}.${action}`;
    const answer = read[name]?.(request.body.toString()) ?? answers[name];
    if (answer) seen[name] = (seen[name] ?? 0) + 1;
    else refused.push(name);
    return answer ?? { status: 501, body: `${name} is not part of an offline plan` };
  });
  return { ...server, seen, refused, imageParameters, clientSecrets };
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

/** The reply in the Secrets Manager API Reference, likewise. */
function secret(body: string, expected: ReadonlySet<string>): LoopbackReply | undefined {
  const { SecretId } = JSON.parse(body) as { readonly SecretId: string };
  if (!expected.has(SecretId)) return undefined;
  const ARN = `arn:aws:secretsmanager:us-east-1:123456789012:secret:${SecretId}-AbCdEf`;
  const value = { ARN, Name: SecretId, VersionId: '00000000-0000-0000-0000-000000000000', CreatedDate: 1_763_856_000 };
  const headers = { 'content-type': 'application/x-amz-json-1.1' };
  const VersionStages = ['AWSCURRENT'];
  return { status: 200, headers, body: JSON.stringify({ ...value, SecretString: CLIENT_SECRET, VersionStages }) };
}
