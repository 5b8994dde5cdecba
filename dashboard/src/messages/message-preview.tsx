import { useDebouncedValue } from '@mantine/hooks';
import { useId, useState } from 'react';
import { Loaded } from '../pieces/loaded.tsx';
import { MailFrame } from './mail-frame.tsx';
import { usePreview, type DraftWords } from './message-queries.ts';
import type { MessageName, MessagePreview } from './message-records.ts';
import { languages } from './message-words.ts';

interface PreviewProps { readonly name: MessageName; readonly language: string; readonly onLanguage: (language: string) => void; /** `undefined`: what is stored. */ readonly words: DraftWords | undefined }

/** The mail with sample values, as the server renders it. */
export function MessagePreviewPane({ name, language, onLanguage, words }: PreviewProps) {
  const [settled] = useDebouncedValue(words, 500);
  const query = usePreview({ name, language, words: words === undefined ? undefined : settled });
  const id = useId();
  return (
    <section className="card form-card message-preview" aria-label="Preview">
      <div className="spread">
        <h2>Preview</h2>
        <span className="row"><label htmlFor={id} className="small">Language</label><select id={id} className="select" value={language} onChange={(event) => onLanguage(event.currentTarget.value)}>{languages.map(([code, title]) => <option key={code} value={code} lang={code}>{title}</option>)}</select></span>
      </div>
      <Loaded query={query} what="preview">{(preview) => <Shown preview={preview} language={language} />}</Loaded>
    </section>
  );
}

function Shown({ preview: { from, subject, html, text, flaw }, language }: { readonly preview: MessagePreview; readonly language: string }) {
  const [plain, setPlain] = useState(false);
  return (
    <>
      <dl className="facts"><dt>From</dt><dd><bdi>{from}</bdi></dd><dt>Subject</dt><dd lang={language} dir="auto">{subject}</dd></dl>
      {flaw === undefined ? null : <p className="note warn">People would get this server’s text, because yours can not be rendered: <code>{flaw}</code></p>}
      <label className="row small"><input type="checkbox" checked={plain} onChange={(event) => setPlain(event.currentTarget.checked)} /> As plain text</label>
      {plain ? <pre className="code mail-text" tabIndex={0} role="group" aria-label="The mail as text" dir="auto">{text}</pre> : <MailFrame html={html} title="Preview of the mail" />}
      <p className="muted small">Sample values. Pictures of other servers are not loaded here.</p>
    </>
  );
}
