import { ActionIcon, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';

interface JsonViewProps { readonly value: object; readonly label: string; /** Members that get the mark. */ readonly marked?: readonly string[]; /** The words of the mark. */ readonly mark?: string }

/** An object as JSON, read-only. What is copied is the object alone, without marks. */
export function JsonView({ value, label, marked = [], mark = '' }: JsonViewProps) {
  const members = Object.entries(value).filter(([, one]) => one !== undefined);
  return (
    <div className="copy-block">
      <pre className="code json" dir="ltr" tabIndex={0} role="group" aria-label={label}>
        {'{\n'}
        {members.map(([name, one], index) => <Member key={name} text={`  ${JSON.stringify(name)}: ${JSON.stringify(one, null, 2).replaceAll('\n', '\n  ')}${index === members.length - 1 ? '' : ','}`} mark={marked.includes(name) ? mark : undefined} />)}
        {'}'}
      </pre>
      <CopyButton value={JSON.stringify(value, null, 2)} timeout={2000}>
        {({ copied, copy }) => <ActionIcon variant="default" size={32} onClick={copy} aria-label={copied ? `Copied: ${label}` : `Copy: ${label}`}>{copied ? <IconCheck size={16} /> : <IconCopy size={16} />}</ActionIcon>}
      </CopyButton>
    </div>
  );
}

function Member({ text, mark }: { readonly text: string; readonly mark: string | undefined }) {
  if (mark === undefined) return `${text}\n`;
  const [first = '', ...rest] = text.split('\n');
  return <span className="json-marked">{first}<span className="json-mark">{`  ← ${mark}`}</span>{[...rest.map((line) => `\n${line}`)].join('')}{'\n'}</span>;
}
