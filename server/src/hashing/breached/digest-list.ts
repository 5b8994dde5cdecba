/** Whether a SHA-1 digest (20 bytes) stands in a list. Throws ListUnusable when that can not be said. */
export type DigestList = (digest: Buffer) => Promise<boolean>;
