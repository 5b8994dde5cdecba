/** The members of a JSON object that a server sent; none where it is something else. */
export type JsonMembers = Readonly<Record<string, unknown>>;

/** Reads the body of an answer; never throws. */
export function parseObject(text: string): JsonMembers {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? parsed as JsonMembers : {};
  } catch {
    return {};
  }
}

/** A member that is text; `undefined` where it is missing or something else. */
export function textIn(members: JsonMembers, name: string): string | undefined {
  const value = members[name];
  return typeof value === 'string' ? value : undefined;
}

/** RFC 6749 §5.2: what a token endpoint said instead of a token, in one line. */
export const describeRefusal = (status: number, text: string): string => {
  const members = parseObject(text);
  return `${status} ${textIn(members, 'error') ?? ''}: ${textIn(members, 'error_description') ?? text.slice(0, 200)}`;
};
