interface Written {
  readonly Effect?: string;
  readonly Principal?: string | Readonly<Record<string, string | readonly string[]>>;
  readonly NotPrincipal?: unknown;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Condition?: object;
}

/** Who cannot say this of a key can never again say anything of it. */
const MENDS = 'kms:PutKeyPolicy';

/**
 * Whether a policy of a key leaves its account without a way to change it, which only AWS Support can mend; undefined where it cannot be told.
 * KMS refuses that of who makes a key unless told not to look, and not of every later change (KMS developer guide, "Key policies", 2026-11).
 */
export function locksOut(policy: string): boolean | undefined {
  const statements = statementsOf(policy);
  if (statements === undefined) return undefined;
  const mending = statements.filter((statement) => covers(statement));
  if (mending.some((s) => s.Effect === 'Deny' && s.Condition === undefined && reaches(s, true))) return true;
  if (mending.some((s) => s.Effect === 'Allow' && s.Condition === undefined && reaches(s, false))) return false;
  // What is only known once it is applied may be the account.
  return JSON.stringify(statements).includes('${') ? undefined : true;
}

function statementsOf(policy: string): readonly Written[] | undefined {
  try {
    const { Statement } = JSON.parse(policy) as { Statement?: Written | readonly Written[] };
    return Statement === undefined ? [] : [Statement].flat();
  } catch {
    return undefined;
  }
}

function covers({ Action, NotAction }: Written): boolean {
  const like = (patterns: string | readonly string[] = []) =>
    [patterns].flat().some((p) =>
      new RegExp(
        `^${String(p)
          .replace(/[.+^${}()|[\]\\]/g, '\\$&')
          .replace(/\*/g, '.*')
          .replace(/\?/g, '.')}$`,
        'i',
      ).test(MENDS),
    );
  return Action === undefined ? !like(NotAction) : like(Action);
}

/** Whether it is said of the account itself, and so of whom its IAM lets. @param anybody whether everybody counts too */
function reaches({ Principal, NotPrincipal }: Written, anybody: boolean): boolean {
  if (NotPrincipal !== undefined) return anybody;
  const named = typeof Principal === 'string' ? [Principal] : [Principal?.AWS ?? []].flat();
  return named.some((one) => /:root$|^\d{12}$/.test(one) || one === '*');
}
