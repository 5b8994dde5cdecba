/** A JSON object (RFC 8259 §4) of which nothing else is known. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The object that a text holds; `undefined`: it is no JSON, or none. */
export function parseJsonObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as JsonObject : undefined;
  } catch { return undefined; }
}
