/** What an expression reads: an attribute of a resource, or of a data source, of one stack. */
export interface Read {
  readonly stack: string;
  /** `aws_kms_key.Logs`, `data.terraform_remote_state.Foundation`, `var.name`. */
  readonly address: string;
  readonly attribute: string;
}

/** A value that nobody knows yet. It is never taken for a good one. */
export class Late {
  constructor(
    /** The expression as it is written, or `(known after the apply)`. */
    readonly text: string,
    readonly reads: readonly Read[],
  ) {}
}

/** Attributes that AWS gives to what it makes, or that name it: never empty, never `*`, never a secret. */
const IDENTITIES =
  /^(arn|id|name|key_id|key_arn|bucket|url|dns_name|endpoint|zone_id|prefix_list_id|latest_version|alarm_name|function_name|family|revision|primary_ip|cluster_name|repository_url|certificate_arn|invoke_arn|qualified_arn|domain_name|hosted_zone|service_name|network_interface_ids)$/;

/** It is made of nothing but what AWS gives to resources of these stacks. */
export function isIdentity({ reads }: Late): boolean {
  return (
    reads.length > 0 &&
    reads.every(({ address, attribute }) => /^[a-z]+_\w+\./.test(address) && IDENTITIES.test(attribute))
  );
}

/** The text around its expressions. */
export function literalOf({ text }: Late): string {
  return text.replace(/\$\{(?:[^{}"]|"(?:[^"\\]|\\.)*")*\}/g, '');
}

/** Whether anything in a value is not known yet. */
export function holdsLate(value: unknown): boolean {
  if (value instanceof Late) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsLate);
}
