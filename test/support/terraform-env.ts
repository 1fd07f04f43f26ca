import { existsSync } from 'node:fs';

/** Variables of the caller that would change what Terraform does, or reach a real account. */
const HELD_BACK = /^(AWS_|TF_VAR_|TF_CLI_ARGS|TF_WORKSPACE$|TF_DATA_DIR$)/;

/**
 * The environment Terraform runs in: the caller's, without its AWS identity and Terraform variables, with dummy keys.
 * A CLI configuration file that does not exist is left out, because Terraform prints a warning about it into every output.
 */
export function terraformEnv(env: NodeJS.ProcessEnv = process.env, region = 'us-east-1'): NodeJS.ProcessEnv {
  const own = Object.fromEntries(Object.entries(env).filter(([name]) => !HELD_BACK.test(name)));
  if (own.TF_CLI_CONFIG_FILE !== undefined && !existsSync(own.TF_CLI_CONFIG_FILE)) delete own.TF_CLI_CONFIG_FILE;
  return {
    ...own,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    CHECKPOINT_DISABLE: '1',
    TF_IN_AUTOMATION: '1',
    // Reading the provider's schema is most of the work of a short command, and a quarter of that is collecting garbage.
    GOGC: '400',
  };
}
