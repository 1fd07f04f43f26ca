import { type Check, missing, ok } from './check';

/** The oldest that the output runs with (README, "Deploying"). */
const LEAST = { terraform: '1.11', tofu: '1.10' } as const;

/** Terraform under the name that it is called by here. */
export function toolCheck(name: string): Check {
  const isTofu = /tofu/.test(name);
  const least = LEAST[isTofu ? 'tofu' : 'terraform'];
  const fix = `install ${isTofu ? 'OpenTofu' : 'Terraform'} ${least} or newer, or name another with TERRAFORM_BINARY_NAME`;
  return {
    what: isTofu ? 'OpenTofu' : 'Terraform',
    command: [name, 'version', '-json'],
    judge: ({ terraform_version: version }) => {
      if (typeof version !== 'string') return { status: 'unknown', says: 'does not say its version' };
      return isAtLeast(version, least) ? ok(`is ${version}`) : missing(`is ${version}`, fix);
    },
    fix,
  };
}

function isAtLeast(version: string, least: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [leastMajor = 0, leastMinor = 0] = least.split('.').map(Number);
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}
