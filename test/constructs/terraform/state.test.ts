import { TerraformOutput, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { keepState, readOutput, type StateStore } from '../../../constructs/terraform/state';
import { synthStack } from '../../support/builders/synth-stack';

const local: StateStore = { region: 'us-east-1', backend: { kind: 'local', directory: '/states' } };
const s3: StateStore = { region: 'us-east-1', backend: { kind: 's3', bucket: 'states', prefix: 'stowage' } };

const backendOf = (store: StateStore, name?: string) =>
  synthStack((stack) => keepState(stack, store, name)).json.terraform?.backend;

function read(store: StateStore, path: string[]) {
  return synthStack((stack) => {
    new TerraformOutput(stack, 'out', { value: readOutput(stack, store, 'dev-foundation', 'contract')(path) });
  });
}

describe('state', () => {
  describe('defaults', () => {
    it('is kept in a file under the name of the stack', () => {
      expect(backendOf(local)).toEqual({ local: { path: '/states/terraform.test.tfstate' } });
    });

    it('is kept in a bucket, encrypted, and locked by a file beside it', () => {
      expect(backendOf(s3)).toEqual({
        s3: { bucket: 'states', key: 'stowage/test.tfstate', region: 'us-east-1', encrypt: true, use_lockfile: true },
      });
    });
  });

  describe('options', () => {
    it('is kept under another name than the stack', () => {
      expect(backendOf(local, 'account-1')).toEqual({ local: { path: '/states/terraform.account-1.tfstate' } });
      expect(backendOf(s3, 'account-1')).toMatchObject({ s3: { key: 'stowage/account-1.tfstate' } });
    });

    it('is kept in a bucket of another region, under a key of the user', () => {
      const kmsKeyArn = 'arn:aws:kms:eu-west-1:123456789012:key/0a';
      const backend = { kind: 's3', bucket: 'states', prefix: 'ml', region: 'eu-west-1', kmsKeyArn } as const;
      expect(backendOf({ ...s3, backend })).toMatchObject({
        s3: { key: 'ml/test.tfstate', region: 'eu-west-1', kms_key_id: kmsKeyArn },
      });
    });

    it('is in a directory relative to the working directory of synth', () => {
      const backend = { kind: 'local', directory: 'states' } as const;
      expect(backendOf({ ...local, backend })).toEqual({
        local: { path: `${process.cwd()}/states/terraform.test.tfstate` },
      });
    });
  });

  describe('refuses', () => {
    it('nothing that a team may call its own: a construct may be named like the backend', () => {
      const build = (id: string) =>
        synthStack((stack) => {
          keepState(stack, local);
          new Construct(stack, id);
        });
      expect(() => build('backend')).not.toThrow();
    });
  });

  describe('wiring', () => {
    it('is read where it is kept, one value by its path', () => {
      const { json, outputs } = read(local, ['network', 'subnets', 'private', 'us-east-1a']);
      expect(json.data?.terraform_remote_state).toMatchObject({
        'State-dev-foundation': { backend: 'local', config: { path: '/states/terraform.dev-foundation.tfstate' } },
      });
      expect(outputs.out).toBe(
        `\${data.terraform_remote_state.State-dev-foundation.outputs.contract.network.subnets.private["us-east-1a"]}`,
      );
    });

    it('is read from a bucket under the same key that it is kept under', () => {
      const { json } = read(s3, ['version']);
      expect(json.data?.terraform_remote_state).toMatchObject({
        'State-dev-foundation': {
          backend: 's3',
          config: { bucket: 'states', key: 'stowage/dev-foundation.tfstate', region: 'us-east-1' },
        },
      });
    });

    it('is known to the command line of cdktf', () => {
      const kept = synthStack((stack) => keepState(stack, s3));
      expect(kept.json).toMatchObject({ '//': { metadata: { backend: 's3' } } });
      expect(TerraformStack.isStack(kept)).toBe(false);
    });
  });
});
