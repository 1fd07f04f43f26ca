/** Where a host mounts a volume. */
export function hostPath(volume: string): string {
  return `/stowage/${volume}`;
}
