/** Ports on which something else than HTTP is spoken (IANA, "Service Name and Transport Protocol Port Number Registry", 2026-11). */
export const OTHER_PROTOCOLS: ReadonlySet<number> = new Set([
  22, 25, 53, 389, 443, 636, 1433, 1521, 2181, 3306, 4222, 5432, 5672, 6379, 6667, 8443, 9042, 9092, 11_211, 27_017,
]);

/** What official images listen on, by their names (the EXPOSE of their Dockerfiles, Docker Hub, 2026-11). */
const IMAGES: Readonly<Record<string, number>> = {
  elasticsearch: 9200,
  httpd: 80,
  mariadb: 3306,
  memcached: 11_211,
  mongo: 27_017,
  mysql: 3306,
  nginx: 80,
  postgres: 5432,
  rabbitmq: 5672,
  redis: 6379,
};

/** The port that an image is known to listen on. */
export function knownPort(image: unknown): number | undefined {
  if (typeof image !== 'string') return undefined;
  const [, name = ''] = /^(?:docker\.io\/)?(?:library\/)?([a-z]+)(?:[:@].*)?$/.exec(image) ?? [];
  return Object.hasOwn(IMAGES, name) ? IMAGES[name] : undefined;
}
