import type { Problem } from '../../errors';
import { own } from '../../spec/own';
import type { Note } from '../note';
import { mapped } from '../note';
import { Place } from '../place';
import { projectPath, type ReadFile } from '../project-path';
import { readDocument } from '../read-document';
import { interpolated } from './interpolate';
import { mergedService } from './merge-services';
import { rebased } from './rebase';

type Json = Readonly<Record<string, unknown>>;

/** A Compose project, with all that it includes and extends in place. */
export interface Project {
  readonly document: Json;
  readonly notes: Note[];
  readonly problems: Problem[];
}

export interface ProjectSource {
  /** The Compose file, from the project's directory. */
  readonly file: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly readFile: ReadFile;
}

/** What a file may bring into the project that includes it. */
const SECTIONS = ['services', 'networks', 'volumes', 'secrets', 'configs', 'models'] as const;

const MOST_FILES = 100;
/** Services that extend each other in a row. */
const MOST_EXTENDED = 20;

/** Reads a Compose file and those it names. Throws `SpecError` where one is no document; all else that is wrong is among the problems. */
export function readProject(text: string, source: ProjectSource): Project {
  const project = new Loader(source);
  const document = project.load(text, source.file, []);
  return { document, notes: project.notes, problems: project.problems };
}

class Loader {
  readonly notes: Note[] = [];
  readonly problems: Problem[] = [];
  private readonly files = new Map<string, Json>();

  constructor(private readonly source: ProjectSource) {}

  /** @param outer files that are being read, the outermost first. */
  load(text: string, file: string, outer: readonly string[]): Json {
    const document = this.parse(text, file, outer.length > 0);
    const services = new Place(document.services, 'services', this.problems);
    const directory = directoryOf(file);
    const resolved = Object.fromEntries(
      services.keys().map((name) => [name, this.extended(document, file, name, [])] as const),
    );
    const own = {
      ...document,
      ...(document.services !== undefined && document.services !== null && { services: resolved }),
    };
    const inside = outer.length === 0 ? own : withPaths(own, directory);
    return this.included(inside, document, file, outer);
  }

  private parse(text: string, file: string, isInner: boolean): Json {
    const before = this.files.get(file);
    if (before !== undefined) return before;
    const place = new Place(readDocument(`Compose file '${file}'`, text), '', this.problems);
    if (!place.isObject) {
      place.refuse('NoComposeFile', 'is no object with services', 'give a Compose file');
      return {};
    }
    const { variables } = this.source;
    const notes: Note[] = [];
    const document = interpolated(place.value, '', { variables, problems: this.problems, notes }) as Json;
    this.notes.push(...notes.map((note) => (isInner ? { ...note, field: `${file}: ${note.field}` } : note)));
    this.files.set(file, document);
    return document;
  }

  /** A service with what it extends. */
  private extended(document: Json, file: string, name: string, outer: readonly string[]): unknown {
    const services = (document.services ?? {}) as Json;
    const service = new Place(own(services, name), `services.${name}`, this.problems);
    const base = service.at('extends');
    if (!service.isObject || base.isNothing) return service.value;
    const key = `${file}#${name}`;
    if (outer.includes(key)) {
      base.refuse('ExtendsCycle', 'leads back to itself', 'take one extends of the circle away');
      return service.value;
    }
    if (outer.length >= MOST_EXTENDED)
      return base.refuse('ExtendsTooDeep', `is one of more than ${MOST_EXTENDED} in a row`, 'write it flatter');
    const found = this.base(base, document, file, [...outer, key]);
    this.notes.push({ field: base.field, ...mapped('its fields', 'what it extends is written out') });
    const { extends: _, ...rest } = service.value as Json;
    return found === undefined ? rest : mergedService(found, rest);
  }

  private base(place: Place, document: Json, file: string, outer: readonly string[]): Json | undefined {
    const isText = typeof place.value === 'string';
    const name = isText ? place.text() : place.at('service').text();
    const other = isText ? undefined : place.at('file').text();
    if (name === undefined)
      return isText ? undefined : place.refuse('MissingField', 'names no service', 'add `service`');
    const path = other === undefined ? file : projectPath(directoryOf(file), other);
    const from = other === undefined ? document : this.read(place, path, other);
    if (from === undefined || path === undefined) return undefined;
    if (own((from.services ?? {}) as Json, name) === undefined)
      return place.refuse('UnknownService', `names '${name}', which is no service there`, 'name one that is');
    const found = this.extended(from, path, name, outer);
    const elsewhere = directoryOf(path) !== directoryOf(file);
    const value = elsewhere ? rebased(found, relativeTo(directoryOf(file), directoryOf(path))) : found;
    return typeof value === 'object' && value !== null ? (value as Json) : undefined;
  }

  /** A document with what it includes laid beside it. */
  private included(inside: Json, document: Json, file: string, outer: readonly string[]): Json {
    const include = new Place(document.include, 'include', this.problems);
    const { include: _, ...rest } = inside;
    return include.items().reduce<Json>((all, entry) => {
      const paths = entry.isObject ? entry.at('path') : entry;
      const named = paths.isList ? paths.items() : [paths];
      return named.reduce((sum, path) => this.beside(sum, path, file, outer), all);
    }, rest);
  }

  private beside(document: Json, place: Place, file: string, outer: readonly string[]): Json {
    const written = place.text();
    if (written === undefined) return document;
    const path = projectPath(directoryOf(file), written);
    if (path !== undefined && (path === file || outer.includes(path))) {
      place.refuse('IncludeCycle', `includes '${path}', which is being read`, 'take one include of the circle away');
      return document;
    }
    const text = this.textOf(place, path, written);
    if (text === undefined || path === undefined) return document;
    const inner = this.load(text, path, [...outer, file]);
    this.notes.push({ field: place.field, ...mapped('its services', `what '${path}' has is written out`) });
    return SECTIONS.reduce<Json>((all, section) => this.joined(all, inner, section, place), document);
  }

  private joined(document: Json, inner: Json, section: (typeof SECTIONS)[number], place: Place): Json {
    const [here, there] = [(document[section] ?? {}) as Json, (inner[section] ?? {}) as Json];
    if (typeof there !== 'object' || Object.keys(there).length === 0) return document;
    const twice = Object.keys(there).filter(
      (key) => Object.hasOwn(here, key) && JSON.stringify(here[key]) !== JSON.stringify(there[key]),
    );
    for (const key of twice)
      place.refuse('IncludedTwice', `brings ${section}.${key}, which is another here`, 'rename one of the two');
    return { ...document, [section]: { ...there, ...here } };
  }

  private read(place: Place, path: string | undefined, written: string): Json | undefined {
    const text = this.textOf(place, path, written);
    return text === undefined || path === undefined ? undefined : this.parse(text, path, true);
  }

  private textOf(place: Place, path: string | undefined, written: string): string | undefined {
    if (path === undefined)
      return place.refuse(
        'OutsideProject',
        `is '${written}', which is outside of the project's directory`,
        'bring it in',
      );
    if (this.files.size > MOST_FILES)
      return place.refuse('TooManyFiles', `is one of more than ${MOST_FILES} files`, 'include fewer');
    return (
      this.source.readFile(path) ?? place.refuse('MissingFile', `is '${path}', and there is no such file`, 'add it')
    );
  }
}

function withPaths(document: Json, directory: string): Json {
  const services = Object.entries((document.services ?? {}) as Json);
  return { ...document, services: Object.fromEntries(services.map(([name, one]) => [name, rebased(one, directory)])) };
}

function directoryOf(file: string): string {
  return file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '';
}

/** The way from one directory of the project to another. */
function relativeTo(from: string, to: string): string {
  const [a, b] = [from.split('/').filter(Boolean), to.split('/').filter(Boolean)];
  const common = a.findIndex((part, i) => part !== b[i]);
  const shared = common < 0 ? a.length : common;
  return [...a.slice(shared).map(() => '..'), ...b.slice(shared)].join('/');
}
