import type { Declared } from './estate';

/** Refusals that a spec can live with, and the rules that find the same in the end, with the last part of their key. */
const SAME: Readonly<Record<string, { readonly rule: string; readonly key: (variable: string) => string }>> = {
  RootUser: { rule: 'MLP-CON-4', key: () => 'user' },
  SecretInEnvironment: { rule: 'MLP-CON-9', key: (variable) => variable },
  UnpinnedImage: { rule: 'MLP-CON-7', key: () => 'image' },
};

/**
 * The reasons that a service or a job gives in `acknowledge`, for the rules of security: nobody says them twice.
 * @param containers names of containers by what the spec calls them: `main`, `init-0`; others are known by their own.
 */
export function specReasons(
  acknowledge: Readonly<Record<string, string>>,
  containers: Readonly<Record<string, string>>,
): Declared[] {
  return Object.entries(acknowledge).flatMap(([said, reason]) => {
    const [code = '', ...parts] = said.split('.');
    const same = Object.hasOwn(SAME, code) ? SAME[code] : undefined;
    if (same === undefined) return [];
    const hasVariable = code === 'SecretInEnvironment';
    const isOther = parts.length > (hasVariable ? 1 : 0);
    const [subject = 'main', ...rest] = isOther ? parts : ['main', ...parts];
    const name = Object.hasOwn(containers, subject) ? containers[subject] : subject;
    return [{ rule: same.rule, key: `${name}.${same.key(rest.join('.'))}`, reason, isIfNeeded: true }];
  });
}
