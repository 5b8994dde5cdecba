/** A .gitignore that keeps a file out of the repository: the same text where it does so already. */
export function ignoring(text: string, file: string): string {
  const patterns = new Set([file, `/${file}`, '.env*', '/.env*', '*.env*', ...(file === '.env' ? ['*.env'] : ['.env.*', '/.env.*', '.env*.local', '*.local', '.env.local*'])]);
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const covered = lines.some((line) => patterns.has(line));
  // A later `!.env` takes it back, and is somebody's decision.
  if (covered) return text;
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  return `${text}${text === '' || text.endsWith('\n') ? '' : end}${file}${end}`;
}
