/** Passwords that are known to have leaked somewhere. */
export interface BreachedPasswords {
  /** Whether this very password, in NFC, stands in the list. Throws when the list can not be read. */
  isBreached(password: string): Promise<boolean>;
}
