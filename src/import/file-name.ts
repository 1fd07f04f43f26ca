/** What something is called after its file: `sprint.ctr-training.json` is 'ctr-training', where `kind` is 'sprint'. */
export function fileName(file: string, kind: string): string {
  const name = file.replace(/^.*\//, '').replace(/\.(json|ya?ml)$/, '');
  const own = name.startsWith(`${kind}.`) || name.startsWith(`${kind}-`) ? name.slice(kind.length + 1) : name;
  return own === '' ? kind : own;
}
