import { projectPath } from '../project-path';

type Json = Readonly<Record<string, unknown>>;

/** A service of a file in another directory, with its relative paths from the project's directory. */
export function rebased(service: unknown, directory: string): unknown {
  if (directory === '' || !isObject(service)) return service;
  const path = (value: unknown) => (typeof value === 'string' ? from(directory, value) : value);
  const bind = (entry: unknown) => {
    if (typeof entry === 'string' && /^\.{1,2}(\/|:)/.test(entry)) {
      const at = entry.indexOf(':');
      return at < 0 ? entry : `./${from(directory, entry.slice(0, at))}${entry.slice(at)}`;
    }
    if (!isObject(entry) || typeof entry.source !== 'string' || !entry.source.startsWith('.')) return entry;
    return { ...entry, source: `./${from(directory, entry.source)}` };
  };
  const { build, env_file: envFile, volumes, extends: base } = service;
  return {
    ...service,
    ...(typeof build === 'string' && { build: path(build) }),
    ...(isObject(build) && { build: { ...build, context: path(build.context ?? '.') } }),
    ...(typeof envFile === 'string' && { env_file: path(envFile) }),
    ...(Array.isArray(envFile) && {
      env_file: envFile.map((entry) => (isObject(entry) ? { ...entry, path: path(entry.path) } : path(entry))),
    }),
    ...(Array.isArray(volumes) && { volumes: volumes.map(bind) }),
    ...(isObject(base) && base.file !== undefined && { extends: { ...base, file: path(base.file) } }),
  };
}

/** What leads out of the project stays as it is, to be refused where it is read. */
function from(directory: string, path: string): string {
  return /^(\/|~|[a-z]+:\/\/)/.test(path) ? path : (projectPath(directory, path) ?? `../${path}`);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
