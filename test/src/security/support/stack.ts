import { judge } from '../../../../src/security/judge';
import { readCode } from '../../../../src/security/read-code';

type Bodies = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/** What one rule says of a stack with these resources: `fail key`, `undetermined key`; `pass` where it says nothing. */
export function saidBy(rule: string, resource: Bodies): string[] {
  const { findings, undetermined } = judge(readCode([{ name: 'a', document: { resource } }]));
  const of = (kind: string, all: typeof findings) =>
    all.filter((one) => one.rule === rule).map(({ key }) => `${kind} ${key}`);
  const all = [...of('fail', findings), ...of('undetermined', undetermined)];
  return all.length === 0 ? ['pass'] : all;
}
