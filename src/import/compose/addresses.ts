/** The names by which services of a project call each other, each with the address that leads there now. */
export type Addresses = ReadonlyMap<string, string>;

const HOST_VARIABLE = /(HOST|HOSTNAME|ADDR|ADDRESS|SERVER|ENDPOINT|BROKER)S?$/i;

/**
 * A value in which services are called by their new addresses, and the old names that it had: where one stands as a host, `http://name/`,
 * `user@name` or `name:8080`, and where it is all that a variable of a host says.
 */
export function readdressed(variable: string, value: string, addresses: Addresses): { value: string; names: string[] } {
  const names = new Set<string>();
  const whole = HOST_VARIABLE.test(variable) ? addresses.get(value) : undefined;
  if (whole !== undefined && whole !== value) return { value: whole, names: [value] };
  const result = value.replace(
    /(:\/\/(?:[^\s/@]*@)?|^|[\s,;=])([A-Za-z0-9][\w.-]*)(?=(:\d)?)/g,
    (all, before: string, name: string, port?: string) => {
      const address = addresses.get(name);
      const isHost = before.startsWith('://') || port !== undefined;
      if (address === undefined || !isHost || address === name) return all;
      names.add(name);
      return `${before}${address}`;
    },
  );
  return { value: result, names: [...names].sort() };
}
