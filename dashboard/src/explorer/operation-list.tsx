import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { SearchField } from '../pieces/search-field.tsx';
import { groupByEntity, wordsOfEntity, type ApiOperation } from './operations.ts';

const fits = (words: string) => ({ id, method, path, summary, entity }: ApiOperation) => `${id} ${method} ${path} ${summary} ${wordsOfEntity(entity)}`.toLowerCase().includes(words.toLowerCase());

/** Every operation by what it is about; each has an address of its own. */
export function OperationList({ operations, now }: { readonly operations: readonly ApiOperation[]; readonly now: string | undefined }) {
  const [words, setWords] = useState('');
  const found = operations.filter(fits(words));
  return (
    <nav className="operations" aria-label="Operations">
      <SearchField label="Search operations" placeholder="users, DELETE, callback …" value="" onSearch={setWords} />
      <div className="card operations-list">
        {found.length === 0 ? <p className="muted" role="status">No operation fits.</p> : null}
        {groupByEntity(found).map(([entity, group]) => (
          <section key={entity} aria-label={wordsOfEntity(entity)}>
            <h2>{wordsOfEntity(entity)}</h2>
            <ul>
              {group.map(({ id, method, path }) => (
                <li key={id}><Link to="/explorer" search={{ op: id }} aria-current={id === now ? 'page' : undefined}><Method method={method} /> <span>{path}</span></Link></li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </nav>
  );
}

/** The verb of a call. */
export const Method = ({ method }: { readonly method: string }) => <span className={`method ${method.toLowerCase()}`}>{method}</span>;
