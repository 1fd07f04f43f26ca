/** Terraform under the name that CDKTF calls it by: `tofu` for OpenTofu. */
export function terraformName(): string {
  return process.env.TERRAFORM_BINARY_NAME || 'terraform';
}

/** What helps where it is not there. */
export const TERRAFORM_MISSING = 'install Terraform, or name another with TERRAFORM_BINARY_NAME';
