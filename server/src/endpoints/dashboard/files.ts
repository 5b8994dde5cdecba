/** One file of the dashboard that never changes: its name carries a hash of what is in it. */
export interface DashboardFile {
  readonly mediaType: string;
  readonly etag: string;
  readonly body: Buffer;
  /** The same, compressed when the dashboard was built; `undefined` where that would not make it smaller. */
  readonly brotli: Buffer | undefined;
  readonly gzip: Buffer | undefined;
}

/** The built dashboard: the one page, and everything that it loads, by name. */
export interface DashboardFiles { readonly page: string; readonly files: ReadonlyMap<string, DashboardFile> }

/** Where the built dashboard comes from; `undefined`: it was never built. */
export interface DashboardTools { open(): Promise<DashboardFiles | undefined>; readonly development: boolean }
