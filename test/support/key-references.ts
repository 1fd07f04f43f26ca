/** Arguments that name a key of KMS, whatever the resource calls it. */
const NAMES_A_KEY =
  /^(kms_(master_)?key(_id|_arn|_identifier)?|(customer_)?(encryption|master)_key(_id|_arn)?|key_arn)$/;

/** Where a synthesized stack names keys: Terraform type and path of each argument, as `aws_ebs_volume.kms_key_id`; sorted, each once. */
export function keyReferences(stack: unknown): string[] {
  const { resource = {}, terraform = {} } = stack as {
    resource?: Record<string, Record<string, unknown>>;
    terraform?: object;
  };
  const found = Object.entries(resource).flatMap(([type, byName]) =>
    Object.values(byName).flatMap((args) => pathsIn(args, [type])),
  );
  return [...new Set([...found, ...pathsIn(terraform, ['terraform'])])].sort();
}

function pathsIn(value: unknown, path: readonly string[]): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => pathsIn(one, path));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = [...path, key];
    return NAMES_A_KEY.test(key) && typeof inner === 'string' ? [here.join('.')] : pathsIn(inner, here);
  });
}
