/** A path from the project's directory, without dots in it; undefined where it leads out of it, or is absolute. '' is the directory itself. */
export function projectPath(directory: string, path: string): string | undefined {
  if (path.startsWith('/') || path.startsWith('~') || path.includes('\\') || path.includes('\0')) return undefined;
  const parts: string[] = [];
  for (const part of [...directory.split('/'), ...path.split('/')]) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

/** Gives the text of a file of the project, by its path from the project's directory; undefined where there is none. */
export type ReadFile = (path: string) => string | undefined;
