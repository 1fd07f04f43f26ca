import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awsEndpoints, offlineProvider } from './offline-provider';
import { type Override, writeOverride } from './override';

describe('writeOverride', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'stowage-override-'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const written = (stack: object, override: Override) => {
    writeFileSync(join(dir, 'cdk.tf.json'), JSON.stringify(stack));
    writeOverride(dir, override);
    return JSON.parse(readFileSync(join(dir, 'zz_override.tf.json'), 'utf8'));
  };

  test('carries a local backend, local remote states and the arguments of every AWS provider', () => {
    const stack = {
      provider: { aws: [{ region: 'us-east-1' }, { alias: 'west', region: 'us-west-2' }], docker: [{}] },
      data: { terraform_remote_state: { foundation: { backend: 's3', config: { bucket: 'b', key: 'k' } } } },
    };
    const override = {
      backend: '/w/ads.tfstate',
      remoteState: { foundation: '/w/f.tfstate' },
      provider: { max_retries: 2 },
    };
    expect(written(stack, override)).toEqual({
      terraform: { backend: { local: { path: '/w/ads.tfstate' } } },
      provider: { aws: [{ max_retries: 2 }, { alias: 'west', max_retries: 2 }] },
      data: { terraform_remote_state: { foundation: { backend: 'local', config: { path: '/w/f.tfstate' } } } },
    });
  });

  test('keeps a backend that is not a file, with all of its arguments', () => {
    const stack = { data: { terraform_remote_state: { foundation: { backend: 's3', config: {} } } } };
    const s3 = (key: string) => ({ type: 's3', config: { bucket: 'b', key, use_path_style: true } });
    expect(written(stack, { backend: s3('ads'), remoteState: { foundation: s3('f') }, provider: {} })).toEqual({
      terraform: { backend: { s3: { bucket: 'b', key: 'ads', use_path_style: true } } },
      data: {
        terraform_remote_state: {
          foundation: { backend: 's3', config: { bucket: 'b', key: 'f', use_path_style: true } },
        },
      },
    });
  });

  test('says nothing about providers and remote states that the stack does not have', () => {
    const override = { backend: 's', remoteState: { other: 'x' }, provider: { max_retries: 2 } };
    expect(written({}, override)).toEqual({ terraform: { backend: { local: { path: 's' } } } });
  });

  test('refuses to leave a remote state where it was, because reading it would leave the machine', () => {
    const stack = { data: { terraform_remote_state: { foundation: {}, other: {} } } };
    const override = { backend: 's', remoteState: { other: 'x' }, provider: {} };
    expect(() => written(stack, override)).toThrow(/no state file given for terraform_remote_state foundation$/);
  });
});

describe('offlineProvider', () => {
  test('puts all of AWS at one address and still asks for the account', () => {
    const provider = offlineProvider('http://127.0.0.1:1');
    expect(provider.endpoints).toEqual([awsEndpoints('http://127.0.0.1:1')]);
    expect(new Set(Object.values(awsEndpoints('u')))).toEqual(new Set(['u']));
    expect(Object.keys(awsEndpoints('u'))).toEqual(expect.arrayContaining(['sts', 's3', 'ecs', 'elbv2', 'sfn']));
    expect(provider).not.toHaveProperty('skip_requesting_account_id');
  });
});
