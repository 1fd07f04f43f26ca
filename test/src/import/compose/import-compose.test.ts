import { SpecError } from '../../../../src/errors';
import { type ComposeOptions, importCompose } from '../../../../src/import/compose/import-compose';
import type { Imported } from '../../../../src/import/imported';

const imported = (text: string, options: ComposeOptions = {}): Imported => importCompose(text, options);
const services = (text: string, options?: ComposeOptions) => imported(text, options).system.services;
const web = (fields: string, options?: ComposeOptions) =>
  services(`services:\n  web:\n    image: web:1\n${fields}`, options).web;
const refused = (text: string, options?: ComposeOptions) => {
  try {
    imported(text, options);
  } catch (error) {
    if (error instanceof SpecError) return error.problems.map(({ code, field }) => [code, field]);
    throw error;
  }
  return [];
};
const notesOf = ({ notes }: Imported, field: string) =>
  notes.filter((note) => note.field === field).map(({ kind }) => kind);

describe('variables of a Compose file', () => {
  const image = (value: string, variables: Record<string, string> = {}) =>
    services(`services: { web: { image: '${value}' } }`, { variables }).web?.image;

  it.each([
    [`a:\${TAG}`, 'a:5'],
    ['a:$TAG', 'a:5'],
    [`a:\${NO:-1}`, 'a:1'],
    [`a:\${NO-1}`, 'a:1'],
    [`a:\${EMPTY:-1}`, 'a:1'],
    [`a\${EMPTY-1}:2`, 'a:2'],
    [`a:\${TAG:+6}`, 'a:6'],
    [`a:1\${NO:+6}`, 'a:1'],
    [`a:\${NO:-\${TAG}}`, 'a:5'],
    [`a:\${TAG:?is needed}`, 'a:5'],
  ])('%s becomes %s', (value, becomes) => {
    expect(image(value, { TAG: '5', EMPTY: '' })).toBe(becomes);
  });

  it('keep a dollar that is written twice', () => {
    expect(web('    command: ["sh", "-c", "echo $$HOME"]')?.command).toEqual(['sh', '-c', 'echo $HOME']);
  });

  it('are refused where nobody gives them, all at once, with the field', () => {
    expect(
      refused(`services: { a: { image: "a:\${X}" }, b: { image: "b:\${Y:?say it}" }, c: { image: "c:\${" } }`),
    ).toEqual([
      ['UndefinedVariable', 'services.a.image'],
      ['UndefinedVariable', 'services.b.image'],
      ['MalformedVariable', 'services.c.image'],
    ]);
  });

  it('leave a template of something else as it is, and ask', () => {
    const result = imported('services: { web: { image: "a:1", working_dir: "/home/{{USER}}" } }');
    expect(result.system.services.web?.workingDirectory).toBe('/home/{{USER}}');
    expect(notesOf(result, 'services.web.working_dir')).toEqual(['question', 'mapped']);
  });
});

describe('files of a Compose project', () => {
  const files: Record<string, string> = {
    'a.env': "A=1\nB='two # words'\nexport C=3 # three\n# D=4\n",
    'b.env': 'A=2\n',
    'base/base.yml':
      'services: { base: { build: ., command: [base], environment: { A: 1, B: 1 }, ports: ["80"], env_file: own.env } }',
    'base/own.env': 'OWN=1',
    'more.yml': 'services: { more: { image: "more:1" } }\nvolumes: { data: {} }',
    'loop.yml': 'include: [loop.yml]\nservices: { a: { image: "a:1" } }',
  };
  const options = { readFile: (path: string) => files[path], directory: 'shop' };

  it('give variables, the later file over the earlier and `environment` over both', () => {
    expect(web('    env_file: [a.env, b.env]\n    environment: { C: own }', options)?.environment).toEqual({
      A: '2',
      B: 'two # words',
      C: 'own',
    });
  });

  it('may be missing where they need not be there', () => {
    expect(refused('services: { web: { image: "a:1", env_file: none.env } }', options)).toEqual([
      ['MissingFile', 'services.web.env_file'],
    ]);
    expect(web('    env_file: [{ path: none.env, required: false }]', options)?.environment).toBeUndefined();
  });

  it('are extended: objects key by key, lists together, commands replaced, paths from where they were written', () => {
    const { system } = imported(
      'services: { web: { extends: { file: base/base.yml, service: base }, command: [own], environment: [B=2], ports: ["81"] } }',
      options,
    );
    expect(system.images?.web?.context).toBe('shop/base');
    expect(system.services.web).toMatchObject({ command: ['own'], environment: { A: '1', B: '2', OWN: '1' } });
    expect(Object.values(system.services.web?.ports ?? {}).map(({ number }) => number)).toEqual([80, 81]);
  });

  it('are included, and never twice', () => {
    expect(Object.keys(services('include: [more.yml]\nservices: { web: { image: "a:1" } }', options))).toEqual([
      'more',
      'web',
    ]);
    expect(refused('include: [loop.yml]\nservices: { web: { image: "a:1" } }', options)).toEqual([
      ['IncludeCycle', 'include.0'],
    ]);
    expect(refused('include: [more.yml]\nservices: { more: { image: "a:1" } }', options)).toEqual([
      ['IncludedTwice', 'include.0'],
    ]);
  });

  it('are not read outside of the project, nor in a circle', () => {
    expect(refused('services: { web: { image: "a:1", env_file: ../a.env } }', options)).toEqual([
      ['OutsideProject', 'services.web.env_file'],
    ]);
    expect(refused('include: [/etc/passwd]\nservices: { web: { image: "a:1" } }', options)).toEqual([
      ['OutsideProject', 'include.0'],
    ]);
    expect(refused('services: { a: { image: "a:1", extends: b }, b: { image: "a:1", extends: a } }')).toContainEqual([
      'ExtendsCycle',
      'services.a.extends',
    ]);
  });
});

describe('what has no end in a Compose project', () => {
  it('is refused: files that include files, services that extend services', () => {
    const readFile = (path: string) => {
      const next = Number(/^f(\d+)\.yml$/.exec(path)?.[1]) + 1;
      return `include: [f${next}.yml]\nservices: { s${next}: { image: "a:1" } }`;
    };
    const first = 'include: [f0.yml]\nservices: { web: { image: "a:1" } }';
    expect(refused(first, { readFile })).toEqual([['TooManyFiles', 'include.0']]);
    const row = Array.from({ length: 40 }, (_, i) => `s${i}: { image: "a:1", extends: s${i + 1} }`);
    const codes = refused(`services: { ${row.join(', ')}, s40: { image: "a:1" } }`).map(([code]) => code);
    expect(new Set(codes)).toEqual(new Set(['ExtendsTooDeep']));
  });
});

describe('ports of a Compose file', () => {
  const numbers = (ports: string) => Object.values(web(`    ports: ${ports}`)?.ports ?? {}).map(({ number }) => number);

  it.each([
    ['["80"]', [80]],
    ['[80]', [80]],
    ['["8080:80"]', [80]],
    ['["127.0.0.1:8080:80"]', [80]],
    ['["[::1]:8080:80/tcp"]', [80]],
    ['["3000-3002"]', [3000, 3001, 3002]],
    ['["9090-9091:8080-8081"]', [8080, 8081]],
    ['[{ target: 80, published: 8080 }]', [80]],
    ['["53:53/udp"]', []],
  ])('%s are %s', (ports, expected) => {
    expect(numbers(ports)).toEqual(expected);
  });

  it('lead to a route of the gateway where HTTP is spoken, to a listener where it is not, and nowhere from the laptop itself', () => {
    expect(web('    ports: ["5002:9191", "5432:5432", "127.0.0.1:1:8081"]', { gateway: 'internal' })).toMatchObject({
      ports: { 'http-9191': { number: 9191 }, tcp: { number: 5432, protocol: 'tcp' }, 'http-8081': { number: 8081 } },
      routes: [{ gateway: 'internal', port: 'http-9191', path: '/web/*' }],
      listeners: [{ port: 'tcp', listenPort: 5432 }],
    });
  });

  it.each(['["x"]', '["0:0"]', '["80:99999"]', '["1-65535"]'])('are refused where they are none: %s', (ports) => {
    expect(refused(`services: { web: { image: "a:1", ports: ${ports} } }`)).toEqual([
      ['UnreadablePort', 'services.web.ports.0'],
    ]);
  });
});

describe('services of a Compose file', () => {
  it('may call each other where they share a network, and wait for what they depend on', () => {
    const all = services(`
services:
  web: { image: "web:1", networks: [front], depends_on: { api: { condition: service_healthy } }, ports: ["80"] }
  api: { image: "api:1", networks: { front: null, back: null }, expose: [8080] }
  db: { image: "postgres:16", networks: [back] }
  alone: { image: "x:1", network_mode: none, expose: [1] }`);
    expect(
      Object.fromEntries(Object.entries(all).map(([name, { allow = [], after = [] }]) => [name, [allow, after]])),
    ).toEqual({
      web: [['api'], ['api']],
      api: [['db', 'web'], []],
      db: [['api'], []],
      alone: [[], []],
    });
    expect(all.db?.ports).toEqual({ tcp: { number: 5432, protocol: 'tcp' } });
  });

  it('are called by their names in the mesh, also by other names that they have', () => {
    const all = services(
      `
services:
  web: { image: "web:1", environment: { DB_HOST: my_db, URL: "http://my_db:80/my_db", OTHER: my_db, LIST: "my_db:1,nobody:2", C: "http://named/x" } }
  my_db: { image: "db:1", expose: [80], container_name: named }`,
      { name: 'shop' },
    );
    expect(all.web?.environment).toEqual({
      DB_HOST: 'my-db.shop',
      URL: 'http://my-db.shop:80/my_db',
      OTHER: 'my_db',
      LIST: 'my-db.shop:1,nobody:2',
      C: 'http://my-db.shop/x',
    });
  });

  it('that run to their end before another are containers of it', () => {
    const all = services(`
services:
  web: { image: "web:1", depends_on: { migrate: { condition: service_completed_successfully } } }
  migrate: { image: "migrate:1", command: up, depends_on: [db] }
  db: { image: "postgres:16" }`);
    expect(Object.keys(all)).toEqual(['web', 'db']);
    expect(all.web?.init).toMatchObject([{ name: 'migrate', image: 'migrate:1', command: ['up'] }]);
    expect(all.db?.allow).toEqual(['web']);
  });

  it('say of each of their containers that it is root, or has no version', () => {
    const { web } = services(
      'services: { web: { image: nginx, depends_on: { up: { condition: service_completed_successfully } } }, up: { image: up } }',
    );
    expect(Object.keys(web?.acknowledge ?? {}).sort()).toEqual([
      'RootUser',
      'RootUser.init-0',
      'UnpinnedImage',
      'UnpinnedImage.init-0',
    ]);
  });

  it('whose profile nobody asked for are not there', () => {
    const text = 'services: { web: { image: "a:1" }, debug: { image: "b:1", profiles: [debug] } }';
    expect(Object.keys(services(text))).toEqual(['web']);
    expect(Object.keys(services(text, { profiles: ['debug'] }))).toEqual(['web', 'debug']);
    expect(
      refused('services: { web: { image: "a:1", depends_on: [debug] }, debug: { image: "b:1", profiles: [debug] } }'),
    ).toEqual([['InactiveProfile', 'services.web.depends_on.0']]);
  });

  it('keep what looks like a secret out of everything that is written', () => {
    const result = imported(
      'services: { web: { image: "a:1", environment: { API_TOKEN: "s3cr3t-value", DB: "postgres://u:s3cr3t-value@db/x" } } }',
      { name: 'shop' },
    );
    expect(result.system.services.web?.secrets).toEqual({
      API_TOKEN: { secretsManager: 'shop/web/API_TOKEN' },
      DB: { secretsManager: 'shop/web/DB' },
    });
    expect(JSON.stringify(result)).not.toContain('s3cr3t-value');
  });

  it('have a user and a closed root only where they say so, or where that is asked for', () => {
    const text = 'services: { web: { image: "a:1" }, own: { image: "a:1", user: "7:8", read_only: true } }';
    expect(services(text)).toMatchObject({
      web: { user: '0:0', readOnlyRoot: false, acknowledge: { RootUser: expect.any(String) } },
      own: { user: '7:8', readOnlyRoot: true },
    });
    const hardened = services(text, { harden: true });
    expect(hardened.web).not.toHaveProperty('user');
    expect(hardened.web).not.toHaveProperty('readOnlyRoot');
    expect(hardened.own?.user).toBe('7:8');
    expect(notesOf(imported(text), 'services')).toEqual(['mapped', 'approximated']);
  });

  it('are promised what they reserve, and held to their limits', () => {
    expect(
      web(
        '    deploy: { resources: { limits: { cpus: "2", memory: 1g }, reservations: { cpus: "0.5", memory: 512m } } }',
      ),
    ).toMatchObject({
      cpus: 0.5,
      memoryMiB: 512,
      limits: { cpus: 2, memoryMiB: 1024 },
    });
    expect(web('    cpu_quota: 50000')).toMatchObject({ cpus: 0.5, limits: { cpus: 0.5 } });
  });

  it('are given memory for the heap that they say', () => {
    expect(web('    environment: { JAVA_OPTS: "-Xmx2g" }')?.memoryMiB).toBe(3072);
    expect(web('    environment: { HEAP_SIZE: 4G }')?.memoryMiB).toBe(6144);
  });

  it.each([
    ['/home/x/code:/code', 'dropped', 0],
    ['~/code:/code', 'dropped', 0],
    ['/var/run/docker.sock:/var/run/docker.sock', 'dropped', 0],
    ['./nginx.conf:/etc/nginx/nginx.conf:ro', 'dropped', 0],
    ['./data:/data', 'approximated', 1],
    ['/var/config:/var/config:ro', 'approximated', 1],
    ['data:/data', 'mapped', 1],
    ['/anonymous', 'approximated', 0],
  ])('mount what is no part of a laptop: %s', (volume, kind, mounts) => {
    const result = imported(`services: { web: { image: "a:1", volumes: ["${volume}"] } }\nvolumes: { data: {} }`);
    expect(notesOf(result, 'services.web.volumes.0')).toEqual([kind]);
    expect(result.system.services.web?.mounts ?? []).toHaveLength(mounts);
  });

  it('are refused where they wait for each other, for nobody, or would have one name', () => {
    expect(refused('services: { a: { image: "a:1", depends_on: [b] }, b: { image: "a:1", depends_on: [a] } }')).toEqual(
      [['DependencyCycle', 'services.a.depends_on']],
    );
    expect(refused('services: { a: { image: "a:1", depends_on: [b] } }')).toEqual([
      ['UnknownService', 'services.a.depends_on.0'],
    ]);
    expect(refused('services: { a_b: { image: "a:1" }, a-b: { image: "a:1" } }')).toEqual([
      ['SameName', 'services.a-b'],
    ]);
    expect(refused('services: { a: { command: x } }')).toEqual([['MissingImage', 'services.a']]);
    expect(refused('services: { a: { image: "a:1", volumes: ["no:/x"] } }')).toEqual([
      ['UnknownVolume', 'services.a.volumes.0'],
    ]);
  });

  it('are refused where a command or a volume cannot be read', () => {
    expect(refused('services: { a: { image: "a:1", command: "sh \'x" } }')).toEqual([
      ['OpenQuote', 'services.a.command'],
    ]);
    expect(refused('services: { a: { image: "a:1", volumes: ["data:x", { type: bind, source: /a }] } }')).toEqual([
      ['UnreadableVolume', 'services.a.volumes.0'],
      ['UnreadableVolume', 'services.a.volumes.1'],
    ]);
  });

  it('are refused by --strict where they are not the same here', () => {
    expect(
      refused('services: { web: { image: "a:1", user: "1:1", cpus: 1, mem_limit: 1g } }', {
        strict: true,
        harden: true,
      }),
    ).toEqual([]);
    expect(refused('services: { web: { image: "a:1", cpus: 1, mem_limit: 1g } }', { strict: true })).toEqual([
      ['NotTheSame', 'services'],
    ]);
    expect(refused('services: { web: { image: "a:1" } }', { strict: true, harden: true })).toEqual([
      ['UnansweredQuestion', 'services.web'],
    ]);
  });
});

describe('what is no Compose file', () => {
  it.each([
    ['', 'NoComposeFile'],
    ['[]', 'NoComposeFile'],
    ['services: {}', 'NoServices'],
    ['a: b: c', 'MalformedDocument'],
    ['services: [a]', 'WrongType'],
    ['services: { web: nginx }', 'WrongType'],
    ['services: { web: { image: [a] } }', 'WrongType'],
    ['a: 1\na: 2', 'DuplicateKey'],
    ['{"a": 1, "a": 2}', 'DuplicateKey'],
    ['[[[[[[[[[['.repeat(1000), 'DocumentTooDeep'],
    ['x'.repeat(10_000_000), 'DocumentTooLarge'],
  ])('is refused: %#', (text, code) => {
    expect(refused(text).map(([first]) => first)).toContain(code);
  });
});

describe('a secret of what runs before a service', () => {
  it('is written nowhere, like those of the service', () => {
    const text = JSON.stringify({
      services: {
        web: {
          image: 'a:1',
          pre_start: [{ command: 'migrate', environment: { DB_PASSWORD: 'hunter2pre', LEVEL: 'info' } }],
        },
      },
    });
    const { system, notes } = importCompose(text);
    expect(JSON.stringify({ system, notes })).not.toContain('hunter2pre');
    expect(system.services.web?.init?.[0]).toMatchObject({
      environment: { LEVEL: 'info' },
      secrets: { DB_PASSWORD: { secretsManager: expect.stringMatching(/\/DB_PASSWORD$/) } },
    });
  });
});
