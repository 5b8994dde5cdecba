import { useState } from 'react';
import type { ApplicationType } from '../api/records.ts';
import { ChoiceGroup } from '../pieces/choice-group.tsx';
import { applicationTypes } from './application-types.ts';

type Users = 'browser' | 'device' | 'nobody';
type Secret = 'server' | 'browser' | 'installed';

const usersChoices = [
  { value: 'browser', title: 'The normal way', words: 'With a mouse, a keyboard or a touchscreen.' },
  { value: 'device', title: 'Through a TV or another device', words: 'Typing is hard there: people enter a short code on their phone.' },
  { value: 'nobody', title: 'They do not', words: 'A service, a job or a script that acts for itself.' },
] as const;
const secretChoices = [
  { value: 'server', title: 'Yes: it runs on a server', words: 'Only its pages reach people’s computers.' },
  { value: 'browser', title: 'No: it runs in the browser', words: 'All of its code is loaded by whoever opens it.' },
  { value: 'installed', title: 'No: it is installed', words: 'A phone, a desktop, a command line.' },
] as const;

const kindOf: Readonly<Record<Secret, ApplicationType>> = { server: 'regular_web', browser: 'spa', installed: 'native' };

interface QuestionsProps { readonly chosen: ApplicationType | undefined; readonly onChoose: (type: ApplicationType | undefined) => void }

/** The two questions, or the four kinds for who knows already. */
export function ApplicationQuestions({ chosen, onChoose }: QuestionsProps) {
  const [users, setUsers] = useState<Users>();
  const [secret, setSecret] = useState<Secret>();
  const [direct, setDirect] = useState(chosen !== undefined);
  if (direct) return <ChoiceGroup legend="Which kind is it?" name="kind" choices={applicationTypes.map(({ type, name, examples }) => ({ value: type, title: name, words: examples }))} value={chosen} onChange={onChoose} />;
  const answerUsers = (value: Users) => {
    setUsers(value);
    onChoose(value === 'nobody' ? 'non_interactive' : value === 'device' ? 'native' : secret && kindOf[secret]);
  };
  const answerSecret = (value: Secret) => {
    setSecret(value);
    onChoose(kindOf[value]);
  };
  return (
    <>
      <ChoiceGroup legend="How do users interact with your app?" name="users" choices={usersChoices} value={users} onChange={answerUsers} />
      {users === 'browser' ? <ChoiceGroup legend="Can your app keep a secret?" name="secret" choices={secretChoices} value={secret} onChange={answerSecret} /> : null}
      <div><button type="button" className="as-link" onClick={() => setDirect(true)}>I know the kind: choose it directly</button></div>
    </>
  );
}
