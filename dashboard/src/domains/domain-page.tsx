import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Static } from 'typebox';
import type { addressView } from '../../../server/src/management/tenant-address/operations.ts';
import { useApi } from '../api/api-context.ts';
import { CopyBlock } from '../pieces/copy-block.tsx';
import { CopyValue } from '../pieces/copy-value.tsx';
import { Loaded } from '../pieces/loaded.tsx';
import { PageHead } from '../pieces/page-head.tsx';
import { RecordTable, type Column } from '../pieces/record-table.tsx';
import { Tag } from '../pieces/tag.tsx';
import { dashboardClient } from '../session/client.ts';
import { Endpoints } from './endpoints.tsx';

type Address = Static<typeof addressView>;
type Finding = Address['findings'][number];

/** D37: the issuer, its endpoints, and whether the way to the server agrees with it. */
export function DomainPage() {
  return (
    <>
      <PageHead title="Domains & issuer" lead="One tenant is one host name. Applications hold on to the issuer: it stands in every token, character for character." />
      <div className="stack-wide">
        <section className="card form-card" aria-label="Issuer">
          <h2>Issuer</h2>
          <dl className="facts"><dt>Issuer</dt><dd><CopyValue value={dashboardClient.issuer} label="issuer" /></dd><dt>Domain</dt><dd><CopyValue value={new URL(dashboardClient.issuer).host} label="domain" /> <span className="muted small">as SDKs of Auth0 want it</span></dd></dl>
          <p className="muted">It is a setting of the server, <code>GATEHOUSE_ISSUER</code>. Who changes it tells every application the new one.</p>
        </section>
        <Doctor />
        <Endpoints />
      </div>
    </>
  );
}

const states: Readonly<Record<Finding['state'], readonly [kind: 'ok' | 'warn' | 'bad', word: string]>> = { ok: ['ok', 'Good'], warn: ['warn', 'Look'], fail: ['bad', 'Wrong'] };

function State({ state }: Pick<Finding, 'state'>) {
  const [kind, word] = states[state];
  return <Tag kind={kind}>{word}</Tag>;
}

const Value = ({ value }: { readonly value: string | undefined }) => (value === undefined ? <span className="subtle">none</span> : <code dir="ltr">{value}</code>);

const columns: readonly Column<Finding>[] = [
  { title: 'Where', width: '19%', cell: ({ check }) => check },
  { title: 'The issuer says', width: '18%', cell: ({ configured }) => <Value value={configured} /> },
  { title: 'This request', width: '18%', cell: ({ received }) => <Value value={received} /> },
  { title: 'Verdict', width: '90px', cell: ({ state }) => <State state={state} /> },
  { title: 'What it means', cell: ({ detail, fix }) => <div className="why"><span>{detail}</span>{fix === undefined ? null : fix.includes('=') ? <CopyValue value={fix} label="line to change" /> : <b>{fix}</b>}</div> },
];

/** What the server saw of the very request that this page made. */
function Doctor() {
  const api = useApi();
  const query = useQuery({ queryKey: ['tenant', 'address'], queryFn: () => api.get<Address>('/tenants/address', { seen_at: location.href.slice(0, 500).split(/[?#]/)[0] }), staleTime: 0 });
  return (
    <section className="stack" aria-label="Doctor">
      <div className="spread"><h2>Doctor</h2><Button variant="default" size="xs" h={36} loading={query.isFetching} onClick={() => { void query.refetch(); }}>Look again</Button></div>
      <p className="muted">What is configured, beside what the server saw of the request that this page just made.</p>
      <Loaded query={query} what="doctor">{({ findings }) => <><Summary findings={findings} /><RecordTable caption="What is configured, and what came" columns={columns} rows={findings} keyOf={({ check }) => check} /></>}</Loaded>
      <p className="muted small">From the machine of the server, with certificate, database and mail:</p>
      <CopyBlock text={`gatehouse doctor --url ${dashboardClient.issuer}`} label="the command of the doctor" />
    </section>
  );
}

function Summary({ findings }: Pick<Address, 'findings'>) {
  const wrong = findings.filter(({ state }) => state !== 'ok');
  return <p className={wrong.length === 0 ? 'note ok' : 'note warn'} role="status">{wrong.length === 0 ? 'The way to this server agrees with the issuer.' : `${wrong.map(({ check }) => check).join(', ')}: the line to change stands below.`}</p>;
}
