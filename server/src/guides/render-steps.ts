import type { Code, Guide } from './guide.ts';
import type { RenderedGuide } from './render-guide.ts';

/** A part of a guide: something to run, a file with what goes into it, or words. `name` is the file, or what the command is for. */
export interface GuideStep { readonly kind: 'command' | 'file' | 'words'; readonly name: string; readonly language: Code['language'] | 'sh' | undefined; readonly text: string }

/** What somebody does who follows a guide by hand, in this order, once the application is registered. */
export function stepsOf({ environmentFile, environmentUnread }: Guide, { install, environment, code, run, next, tryIt }: RenderedGuide): readonly GuideStep[] {
  const command = (name: string, text: string): GuideStep => ({ kind: 'command', name, language: 'sh', text });
  const words = (text: string): GuideStep => ({ kind: 'words', name: '', language: undefined, text });
  const installing = install === undefined ? [] : [/^(?:npm|pip|go) /.test(install) ? command('Install', install) : words(install)];
  const variables: GuideStep = { kind: 'file', name: environmentFile, language: 'sh', text: environment.map(({ name, value }) => `${name}=${value}\n`).join('') };
  return [
    ...installing,
    ...(environmentUnread === true ? [] : [variables]),
    ...code.map(({ file, language, text }): GuideStep => ({ kind: 'file', name: file, language, text })),
    command('Run', run), words(next), ...(tryIt === undefined ? [] : [command('Try it', tryIt)]),
  ];
}

/** A step in Markdown. */
export function renderStep({ kind, name, language, text }: GuideStep): string {
  if (kind === 'words') return text;
  const fenced = `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
  return kind === 'command' ? fenced : `\`${name}\`${name.startsWith('.env') ? ', which belongs into no repository' : ''}:\n\n${fenced}`;
}
