import { terraformEnv } from './terraform-env';

describe('terraformEnv', () => {
  test('carries dummy keys and the region twice, because not every client reads the same name', () => {
    expect(terraformEnv({}, 'eu-west-1')).toMatchObject({
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_REGION: 'eu-west-1',
      AWS_DEFAULT_REGION: 'eu-west-1',
      AWS_EC2_METADATA_DISABLED: 'true',
      CHECKPOINT_DISABLE: '1',
    });
  });

  test('holds back the identity of whoever runs it and what would change a plan, and passes the rest', () => {
    const env = terraformEnv({
      AWS_PROFILE: 'production',
      AWS_SESSION_TOKEN: 'token',
      AWS_ENDPOINT_URL: 'https://elsewhere.example.test',
      TF_VAR_count: '3',
      TF_CLI_ARGS_plan: '-refresh=false',
      TF_WORKSPACE: 'other',
      TF_LOG: 'debug',
      PATH: '/bin',
    });
    expect(Object.keys(env).filter((name) => /PROFILE|TOKEN|ENDPOINT|TF_VAR|TF_CLI|TF_WORKSPACE/.test(name))).toEqual(
      [],
    );
    expect(env).toMatchObject({ PATH: '/bin', TF_LOG: 'debug' });
  });

  test('leaves out a CLI configuration file that does not exist, and keeps one that does', () => {
    expect(terraformEnv({ TF_CLI_CONFIG_FILE: '/nowhere/terraformrc' })).not.toHaveProperty('TF_CLI_CONFIG_FILE');
    expect(terraformEnv({ TF_CLI_CONFIG_FILE: __filename })).toHaveProperty('TF_CLI_CONFIG_FILE', __filename);
  });
});
