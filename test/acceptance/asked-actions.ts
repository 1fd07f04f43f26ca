/** Operations by method and path, with what is named in them taken out: `s3.GET /my-bucket?policy=` -> `s3.GET /*?policy`. */
export function withoutIds(operations: readonly string[]): string[] {
  return [...new Set(operations.map(withoutId))].sort();
}

function withoutId(operation: string): string {
  const [, service = '', method = '', path = '', query = ''] =
    /^([^.]*)\.([A-Z]+) ([^?]*)\??(.*)$/.exec(operation) ?? [];
  if (method === '') return operation;
  const known = new Set(['2013-04-01', '2015-03-31', '2015-02-01', 'v1', 'v2', 'tags', 'functions', 'policy', 'rrset']);
  const parts = path.split('/').filter((part) => part !== '');
  const kept = parts.map((part, i) =>
    known.has(part) || (i > 0 && i < 3 && /^(?!trial)[a-z-]+$/.test(part)) ? part : '*',
  );
  const keys = query
    .split('&')
    .map((pair) => pair.split('=')[0] ?? '')
    .filter((key) => key !== '' && key !== 'x-id')
    .sort();
  return `${service}.${method} /${kept.join('/')}${keys.length > 0 ? `?${keys.join('&')}` : ''}`;
}
