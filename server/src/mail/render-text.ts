import { inOneLine } from './mail-address.ts';
import type { MailText, MailTexts } from './texts/mail-text.ts';

/** What the texts of a mail are filled with. Where a value is missing, the sentences that name it are left out. */
export interface MailValues {
  readonly words: Readonly<Record<string, string | undefined>>;
  /** An address of ours; nothing but http and https becomes a link. */
  readonly url: string | undefined;
  readonly code: string | undefined;
}

/** Subject and both forms of a mail: the same sentences for every mail program. */
export interface RenderedMail { readonly subject: string; readonly text: string; readonly html: string }

/** One of our own mails, in one language. */
export function renderText(texts: MailTexts, mail: MailText, values: MailValues): RenderedMail {
  const subject = fill(mail.subject, values) ?? fill('{tenant}', values) ?? '';
  const filled = (lines: readonly string[]) => lines.map((line) => fill(line, values, texts.dir)).filter((line) => line !== undefined);
  const parts: Parts = {
    title: fill(mail.title, values, texts.dir) ?? subject,
    before: filled(mail.before), after: filled(mail.after),
    code: values.code, codeLabel: texts.frame.code, linkLabel: texts.frame.link,
    link: mail.button !== undefined && isWeb(values.url) ? { url: values.url, label: fill(mail.button, values, texts.dir) ?? values.url } : undefined,
    foot: filled([texts.frame.sentBy, texts.frame.help]),
  };
  return { subject: inOneLine(subject), text: plainOf(parts), html: htmlOf(parts, texts) };
}

interface Parts {
  readonly title: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly code: string | undefined;
  readonly codeLabel: string;
  readonly link: { readonly url: string; readonly label: string } | undefined;
  readonly linkLabel: string;
  readonly foot: readonly string[];
}

const isWeb = (url: string | undefined): url is string => url !== undefined && /^https?:\/\/[^\s<>"]+$/.test(url);

/** Around a value in a text from right to left: an address in it is read as one piece (Unicode: first strong isolate). Values hold no such characters themselves. */
const isolated = (value: string) => `\u2068${value}\u2069`;

/** `undefined` when the line names a value that is not there. */
function fill(line: string, { words }: MailValues, dir: MailTexts['dir'] = 'ltr'): string | undefined {
  let missing = false;
  const text = line.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = words[name];
    missing ||= value === undefined;
    const shown = inOneLine(value ?? '', 160);
    return dir === 'rtl' ? isolated(shown) : shown;
  });
  return missing ? undefined : text;
}

function plainOf({ title, before, after, code, codeLabel, link, foot }: Parts): string {
  const blocks = [title, ...before, ...(code === undefined ? [] : [`${codeLabel} ${code}`]), ...(link === undefined ? [] : [`${link.label}:\n${link.url}`]), ...after, `-- \n${foot.join('\n')}`];
  return `${blocks.join('\n\n')}\n`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as HTML, in an element as in a quoted attribute. */
export const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character] as string);

const paragraph = (text: string) => `<p style="margin:0 0 16px">${escapeHtml(text)}</p>`;
/** Mail programs that know nothing of style sheets read the styles at the elements, the others have the dark ones too. */
const dark = '@media (prefers-color-scheme:dark){.page{background:#161a1f!important;color:#e8eaed!important}.card{background:#20262d!important;border-color:#3a424c!important}.small{color:#a8b0ba!important}.code{background:#161a1f!important;color:#e8eaed!important}.button{background:#9db8ff!important;color:#10141a!important}.link{color:#9db8ff!important}}';

function htmlOf({ title, before, after, code, codeLabel, link, linkLabel, foot }: Parts, { language, dir }: MailTexts): string {
  const shownCode = code === undefined ? '' : `${paragraph(codeLabel)}<p class="code" dir="ltr" style="margin:0 0 16px;padding:16px;border-radius:8px;background:#f1f3f5;font:600 28px/1.2 ui-monospace,Consolas,monospace;letter-spacing:4px;text-align:center">${escapeHtml(code)}</p>`;
  const shownLink = link === undefined ? '' : `<p style="margin:24px 0"><a class="button" href="${escapeHtml(link.url)}" style="display:inline-block;padding:12px 24px;border-radius:8px;background:#1d4ed8;color:#ffffff;font-weight:600;text-decoration:none">${escapeHtml(link.label)}</a></p>`;
  const inFull = link === undefined ? '' : `<p class="small" style="margin:0 0 16px;color:#4b5563;font-size:14px">${escapeHtml(linkLabel)}<br><a class="link" dir="ltr" href="${escapeHtml(link.url)}" style="color:#1d4ed8;word-break:break-all">${escapeHtml(link.url)}</a></p>`;
  return `<!doctype html>
<html lang="${language}" dir="${dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${escapeHtml(title)}</title><style>${dark}</style></head>
<body class="page" style="margin:0;padding:24px 12px;background:#f4f5f7;color:#1f2937;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif">
<main class="card" style="max-width:520px;margin:0 auto;padding:32px 24px;border:1px solid #e0e3e7;border-radius:12px;background:#ffffff;overflow-wrap:anywhere">
<h1 style="margin:0 0 16px;font-size:22px;line-height:1.3">${escapeHtml(title)}</h1>
${before.map(paragraph).join('\n')}${shownCode}${shownLink}${inFull}${after.map(paragraph).join('\n')}
</main>
<footer class="small" style="max-width:520px;margin:16px auto 0;color:#4b5563;font-size:14px">${foot.map((line) => `<p style="margin:0 0 4px">${escapeHtml(line)}</p>`).join('')}</footer>
</body></html>
`;
}
