/** Names of the stacks of an environment. They are the names of the state files too, so they never change. */
export const stackNames = {
  account: 'account',
  images: 'images',
  foundation: (environment: string) => `${environment}-foundation`,
  /** What a system remembers; only where there is anything. */
  data: (environment: string, system: string) => `${environment}-${system}-data`,
  system: (environment: string, system: string) => `${environment}-${system}`,
} as const;
