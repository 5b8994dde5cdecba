import type { Liquid as Engine, Template } from 'liquidjs';

/** What a template may take: characters of its text, milliseconds of our time, steps, things that it makes, characters that come out. */
const limits = { parse: 100_000, renderMs: 250, steps: 20_000, memory: 2_000_000, output: 400_000 } as const;

/** Tags that read other templates: there are none. */
const withoutFiles = ['include', 'render', 'layout', 'block'];

/** How values get into the text: as HTML they are escaped unless the template says `raw`; a line is for headers, which escape in their own way. */
export type LiquidForm = 'html' | 'line';

const engines: Partial<Record<LiquidForm, Promise<Engine>>> = {};

/** The engine is loaded with the first template that a tenant wrote. */
function engineFor(form: LiquidForm): Promise<Engine> {
  return engines[form] ??= import('liquidjs').then(({ Liquid }) => {
    const engine = new Liquid({
      // Looked up in this empty table and nowhere else: there is no file system behind it.
      templates: {}, relativeReference: false, dynamicPartials: false, ownPropertyOnly: true, strictFilters: true, cache: false, timezoneOffset: 0,
      parseLimit: limits.parse, renderLimit: limits.renderMs, memoryLimit: limits.memory, ...(form === 'html' ? { outputEscape: 'escape' } : {}),
    });
    for (const tag of withoutFiles) Reflect.deleteProperty(engine.tags, tag);
    return engine;
  });
}

/** What is wrong with a template, with its line; `undefined`: nothing. */
export async function findLiquidFlaw(source: string, form: LiquidForm): Promise<string | undefined> {
  const parsed = await parse(source, form);
  return typeof parsed === 'string' ? parsed : undefined;
}

/** A template that could not be rendered, and why. */
export interface LiquidFailure { readonly flaw: string }

/** The text of a template. `scope` is plain data; what is not in it is empty. */
export async function renderLiquid(source: string, form: LiquidForm, scope: object): Promise<string | LiquidFailure> {
  const parsed = await parse(source, form);
  if (typeof parsed === 'string') return { flaw: parsed };
  try {
    const engine = await engineFor(form);
    const text: unknown = await engine.render([...parsed], scope, { renderLimit: limits.renderMs, memoryLimit: limits.memory, templateLimit: limits.steps });
    return typeof text === 'string' && text.length <= limits.output ? text : { flaw: `more than ${limits.output} characters come out` };
  } catch (error) {
    return { flaw: wordsOf(error) };
  }
}

async function parse(source: string, form: LiquidForm): Promise<readonly Template[] | string> {
  if (source.length > limits.parse) return `it is longer than ${limits.parse} characters`;
  try {
    return (await engineFor(form)).parse(source);
  } catch (error) {
    return wordsOf(error);
  }
}

/** The first line of the message names the place: `tag "x" not found, line:2, col:3`. */
const wordsOf = (error: unknown) => ((error as Error).message.split('\n')[0] ?? '').slice(0, 300);
