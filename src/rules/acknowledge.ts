import type { Problem } from '../errors';

/** Refusals that a service may live with, if it says so and why. Everything else is not a matter of opinion. */
const ACKNOWLEDGEABLE = ['ConcurrencyBypassed', 'RootUser', 'SecretInEnvironment', 'UnpinnedImage'] as const;

/** The key under which a problem is acknowledged: `SecretInEnvironment.TOKEN`, `RootUser`, and `RootUser.proxy` for a container beside it. */
export function acknowledgementKey({ code, field }: Problem): string {
  const container = /^sidecars\.([^.]+)\./.exec(field)?.[1];
  const init = /^init\.(\d+)\./.exec(field)?.[1];
  const before = /^beforeDeploy\.(\d+)\./.exec(field)?.[1];
  const variable = /environment\.(.+)$/.exec(field)?.[1];
  const subject =
    container ??
    (init === undefined ? undefined : `init-${init}`) ??
    (before === undefined ? undefined : `before-${before}`);
  return [code, subject, variable].filter((part) => part !== undefined).join('.');
}

/** The problems that are not acknowledged, each with the way to acknowledge it, and the acknowledgements that nothing needs. */
export function acknowledged(problems: readonly Problem[], reasons: Readonly<Record<string, string>>): Problem[] {
  const open = problems.filter((p) => (ACKNOWLEDGEABLE as readonly string[]).includes(p.code));
  const keys = new Set(open.map(acknowledgementKey));
  const unused = Object.keys(reasons).filter((key) => !keys.has(key));
  return [
    ...problems
      .filter((p) => !open.includes(p) || reasons[acknowledgementKey(p)] === undefined)
      .map((p) =>
        open.includes(p)
          ? { ...p, fix: `${p.fix}; or say why it is fine in acknowledge['${acknowledgementKey(p)}']` }
          : p,
      ),
    ...unused.map((key) => ({
      code: 'UnusedAcknowledgement',
      field: `acknowledge.${key}`,
      problem: 'acknowledges nothing',
      fix: 'remove it',
    })),
  ];
}
