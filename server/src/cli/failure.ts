/** 0 well, 1 failed, 2 wrong use: what scripts may rely on. */
export type ExitCode = 0 | 1 | 2;

/** Why a command could not do its work, and the command to run next. */
export class CliFailure extends Error {
  readonly exitCode: ExitCode;
  /** A command that brings the person further. */
  readonly next: string;

  constructor(message: string, { next, exitCode = 1 }: { readonly next: string; readonly exitCode?: ExitCode }) {
    super(message);
    this.name = 'CliFailure';
    this.next = next;
    this.exitCode = exitCode;
  }
}

/** Wrong use: exit code 2. */
export const wrongUse = (message: string, next: string) => new CliFailure(message, { next, exitCode: 2 });
