import { NumberInput, Switch, Textarea, TextInput } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../api/api-context.ts';
import { segment } from '../api/management-api.ts';
import { FailureNotice } from '../pieces/failure-notice.tsx';
import { SaveBar } from '../pieces/save-bar.tsx';
import { tellDone } from '../pieces/tell-done.ts';
import { useSession } from '../session/session-context.ts';
import { changesOf, draftFields, draftOf, validateDraft, type MessageDraft } from './message-draft.ts';
import { MessagePreviewPane } from './message-preview.tsx';
import type { Message, MessageName } from './message-records.ts';
import { hasLink, variables } from './message-words.ts';
import { SendTest } from './send-test.tsx';

interface EditorProps { readonly name: MessageName; /** `null`: the tenant wrote nothing. */ readonly message: Message | null }

function useDraft({ name, message }: EditorProps) {
  const api = useApi();
  const queries = useQueryClient();
  const saved = draftOf(message);
  const form = useForm<MessageDraft>({ mode: 'controlled', initialValues: saved, validate: validateDraft });
  const changed = draftFields.filter(([field]) => form.values[field] !== saved[field]);
  const saving = useMutation({
    mutationFn: () => {
      const changes = changesOf(name, form.values, changed.map(([field]) => field));
      return message === null ? api.post<Message>('/email-templates', { template: name, ...changes }) : api.patch<Message>(`/email-templates/${segment(name)}`, changes);
    },
    onSuccess: async (next) => {
      form.setValues(draftOf(next));
      queries.setQueryData(['messages', 'one', name], next);
      await Promise.all([queries.invalidateQueries({ queryKey: ['messages', 'list'] }), queries.invalidateQueries({ queryKey: ['messages', 'preview', name] })]);
      tellDone('The mail is saved');
    },
  });
  return { form, changed, saving, discard: () => { form.setValues(saved); saving.reset(); } };
}

/** The words of a mail; what is left empty is this server's, in the language of the person. */
export function MessageEditor({ name, message }: EditorProps) {
  const { form, changed, saving, discard } = useDraft({ name, message });
  const [language, setLanguage] = useState('en');
  const { scopes } = useSession();
  const readOnly = !scopes.has('update:email_templates') || (message === null && !scopes.has('create:email_templates'));
  const { from, subject, body } = form.values;
  const isDraft = changed.some(([field]) => field === 'from' || field === 'subject' || field === 'body');
  const words = isDraft ? { from, subject, body } : undefined;
  return (
    <div className="message-parts">
      <div className="stack-wide">
        <form className="form" noValidate onSubmit={form.onSubmit(() => saving.mutate())} aria-label="Words of the mail">
          <Words form={form} readOnly={readOnly} />
          {hasLink(name) ? <Link form={form} readOnly={readOnly} /> : null}
          {saving.isError ? <FailureNotice error={saving.error} what="The mail was not saved" takesFocus /> : null}
          {readOnly ? <p className="muted">You can read this and not change it: that takes <code>update:email_templates</code>.</p> : <SaveBar changed={changed.map(([, title]) => title)} saving={saving.isPending} onDiscard={discard} />}
        </form>
        {readOnly ? null : <SendTest name={name} language={language} words={words} />}
      </div>
      <MessagePreviewPane name={name} language={language} onLanguage={setLanguage} words={words} />
    </div>
  );
}

interface PartProps { readonly form: UseFormReturnType<MessageDraft>; readonly readOnly: boolean }

function Words({ form, readOnly }: PartProps) {
  const input = (field: keyof MessageDraft) => ({ ...form.getInputProps(field), readOnly });
  return (
    <section className="card form-card" aria-label="Words">
      <h2>Words</h2>
      <Switch label="This mail is sent" description="Switched off, people do not get it." {...form.getInputProps('enabled', { type: 'checkbox' })} disabled={readOnly} />
      <TextInput label="From" description="name@example.com, or Name <name@example.com>. Empty: the sender of the SMTP server." dir="ltr" maxLength={500} {...input('from')} />
      <TextInput label="Subject" description="Empty: this server’s, in six languages." maxLength={1000} {...input('subject')} />
      <Textarea label="Text" description="HTML with Liquid. Empty: this server’s, in six languages." dir="ltr" spellCheck={false} autosize minRows={8} maxRows={24} maxLength={60_000} styles={{ input: { fontFamily: 'var(--font-mono)', fontSize: 'var(--fs-sm)' } }} {...input('body')} />
      <details>
        <summary>What a text may say</summary>
        <dl className="facts">{variables.map(([variable, meaning]) => <div className="fact" key={variable}><dt><code>{`{{ ${variable} }}`}</code></dt><dd>{meaning}</dd></div>)}</dl>
      </details>
    </section>
  );
}

function Link({ form, readOnly }: PartProps) {
  return (
    <section className="card form-card" aria-label="Link">
      <h2>Link</h2>
      <NumberInput label="Life of the link, in minutes" description="Empty: what this server says for such links." min={1} max={43_200} hideControls {...form.getInputProps('minutes')} readOnly={readOnly} />
      <TextInput label="Page afterwards" description="Where the browser goes when the link has done its work. Empty: a page of this server’s." dir="ltr" maxLength={2000} {...form.getInputProps('resultUrl')} readOnly={readOnly} />
    </section>
  );
}
