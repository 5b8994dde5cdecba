/** A template for people who read it: each value by its name, as in `<code>`. */
export const showTemplate = (template: string): string => template.replaceAll(/\{\{([\w.-]+)\}\}/g, '<$1>');
