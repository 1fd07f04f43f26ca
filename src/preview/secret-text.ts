import { looksSecret, secretShapes } from '../rules/secret-looking';

/** Most text has none of these, and is not looked at closer. */
const WORTH_A_LOOK = /:\/\/|pass|pwd|secret|token|key|cred|auth/i;

/** A name, what stands between it and its value, and the value. Each is bounded: text may be long, and of anything. */
const NAMED: readonly RegExp[] = [
  // {"Name": "DB_PASSWORD", "Value": "…"}, also within other JSON.
  /(?<before>\\*"name\\*"\s*:\s*\\*"(?<name>[\w.-]{1,100})\\*"\s*,\s*\\*"value\\*"\s*:\s*\\*")(?<value>[^"\\]+)/gi,
  // "password": "…"
  /(?<before>"(?<name>[\w.-]{1,100})\\*"\s*[:=]\s*\\*")(?<value>[^"\\]+)/g,
  // password = "…", and var.password is "…"
  /(?<before>(?<![\w.-])(?<name>[\w.-]{1,100})(?:\s{0,20}=\s{0,20}|\sis\s)\\*")(?<value>[^"\\]+)/g,
  // PASSWORD=…, --token=…, ?token=…
  /(?<before>(?<![\w.-])(?<name>[\w.-]{1,100})=)(?<value>[^\s&;"'\\(][^\s&;"'\\]*)/g,
  // --password …
  /(?<before>(?<![\w.-])(?<name>--?[A-Za-z][\w.-]{1,99})\s{1,20})(?<value>[^\s"'\\(-][^\s"'\\]*)/g,
];

/** scheme://user:password@host. What begins as a port is none. */
const ADDRESS =
  /(?<before>\b[a-z][a-z0-9+.-]{0,20}:\/\/[^/\s:@[\]?#"]{0,100}:)(?<value>(?!\d{1,5}\/)[^\s@"]{1,200})(?=@)/gi;

/** Text without the secrets that its own words give away: `NAME=value`, `"password": "value"`, addresses with a password. */
export function hideNamed(text: string, mark: (value: string) => string): string {
  if (!WORTH_A_LOOK.test(text)) return text;
  let hidden = text.replace(ADDRESS, (_, before: string, value: string) => before + mark(value));
  for (const pattern of NAMED)
    hidden = hidden.replace(pattern, (all: string, ...groups: unknown[]) => {
      const { before, name, value } = groups.at(-1) as Record<'before' | 'name' | 'value', string>;
      return looksSecret(name, value) === undefined ? all : before + mark(value);
    });
  return hidden;
}

/** The secrets that a text's own words give away. Ordinary words are left out: elsewhere they are none. */
export function namedIn(text: string): string[] {
  const found: string[] = [];
  hideNamed(text, (value) => {
    if (/[^a-z]/.test(value)) found.push(value);
    return '';
  });
  return found;
}

/** A line of the configuration, which Terraform quotes in what it says: `│   55:   "container_definitions": "…"`. */
const QUOTED = /^\s*[│╷╵|]?\s*\d+:(\s|$)/;

/** What Terraform said when it failed, without the configuration that it quotes and without what looks like a secret. */
export function hideInFailure(message: string, mark: (value: string) => string): string {
  const said = message
    .split(/\r?\n/)
    .filter((line) => !QUOTED.test(line))
    .join('\n');
  return secretShapes().reduce((text, shape) => text.replace(shape, mark), hideNamed(said, mark));
}

/** Finds values of several words however their lines are wrapped. */
export function wrapped(values: Iterable<string>): RegExp[] {
  return [...values]
    .map((value) => value.trim().split(/\s+/))
    .filter((words) => words.length > 1)
    .sort((a, b) => b.length - a.length)
    .map((words) => new RegExp(words.map((word) => word.replace(/[^\w\s]/gu, escaped)).join('[\\s│╷╵|]+'), 'gu'));
}

function escaped(character: string): string {
  return /[\\^$.*+?()[\]{}|/-]/.test(character) ? (character === '-' ? '\\x2d' : `\\${character}`) : character;
}
