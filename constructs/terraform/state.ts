import { resolve } from 'node:path';
import {
  DataTerraformRemoteStateLocal,
  DataTerraformRemoteStateS3,
  LocalBackend,
  propertyAccess,
  S3Backend,
  type TerraformStack,
  Token,
} from 'cdktf';
import { Construct } from 'constructs';
import type { BackendSpec } from '../../src/spec/backend';
import type { LateBound } from '../../src/spec/contract-of';

/** Where the states of one app are: a backend, and the region of the environment as its default. */
export interface StateStore {
  readonly backend: BackendSpec;
  readonly region: string;
}

/** Keeps the stack's state in the store, under its name there. With S3, a lock file beside it keeps two applies apart. */
export function keepState(stack: TerraformStack, store: StateStore, name = stack.node.id): void {
  const { backend } = store;
  // cdktf calls a backend 'backend', and so may people a service.
  const scope = new Construct(stack, 'State');
  if (backend.kind === 'local') {
    new LocalBackend(scope, { path: localPath(backend.directory, name) });
    return;
  }
  new S3Backend(scope, {
    ...s3Config(backend, store.region, name),
    encrypt: true,
    ...(backend.kmsKeyArn && { kmsKeyId: backend.kmsKeyArn }),
  });
  // cdktf 0.21 has no property for it.
  stack.addOverride('terraform.backend.s3.use_lockfile', true);
}

/** Reads one output of another stack's state: the only way in which a stack learns of another. */
export function readOutput(stack: TerraformStack, store: StateStore, producer: string, output: string): LateBound {
  const { backend } = store;
  const id = `State-${producer}`;
  const state =
    backend.kind === 'local'
      ? new DataTerraformRemoteStateLocal(stack, id, { path: localPath(backend.directory, producer) })
      : new DataTerraformRemoteStateS3(stack, id, s3Config(backend, store.region, producer));
  return (path) => Token.asString(propertyAccess(state.get(output), [...path]));
}

function localPath(directory: string, stack: string): string {
  return resolve(directory, `terraform.${stack}.tfstate`);
}

function s3Config(backend: BackendSpec & { kind: 's3' }, region: string, stack: string) {
  return { bucket: backend.bucket, key: `${backend.prefix}/${stack}.tfstate`, region: backend.region ?? region };
}
