/** An id of Marathon as it is from the root: relative ones are below `base`, and '..' goes up. */
export function absoluteId(id: string, base: string): string {
  const parts: string[] = [];
  for (const part of [...(id.startsWith('/') ? [] : base.split('/')), ...id.split('/')]) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return `/${parts.join('/')}`;
}

export function parentOf(id: string): string {
  return id.slice(0, id.lastIndexOf('/')) || '/';
}

/** Whether an id is a group's own, or of something in it. */
export function isWithin(id: string, group: string): boolean {
  return id === group || group === '/' || id.startsWith(`${group}/`);
}
