/** Values by name; `back.state` is what came back, `id_token.nonce` a claim. */
export type FlowValues = Readonly<Record<string, string>>;

const filled = (template: string, values: FlowValues, unknown: (name: string) => string) => template.replaceAll(/\{\{([\w.-]+)\}\}/g, (_, name: string) => values[name] ?? unknown(name));

/** A template with its values; one that is not known yet is empty. */
export const fillTemplate = (template: string, values: FlowValues): string => filled(template, values, () => '');

/** The same for people who look before it is sent: what is not known yet keeps its name. */
export const showTemplate = (template: string, values: FlowValues): string => filled(template, values, (name) => `<${name}>`);
