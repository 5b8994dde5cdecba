import type { enPasswordless } from './en-passwordless.ts';

/** Polish: sign-in without a password. */
export const plPasswordless: Readonly<Record<keyof typeof enPasswordless, string>> = {
  'login.code': 'Wyślij mi kod e-mailem',
  'login.code.only': 'Wyślemy kod do Twojej skrzynki. Hasło nie jest potrzebne.',
  'login.email': 'Adres e-mail',
  'login_code.title': 'Sprawdź pocztę',
  'login_code.text': 'Jeśli możesz się zalogować adresem {email}, wysłaliśmy tam kod.',
  'login_code.code': 'Kod',
  'login_code.code.hint': 'Cyfry z najnowszej wiadomości. Działają raz, w tej przeglądarce, przez kilka minut.',
  'login_code.missing': 'Nie ma wiadomości? Zajrzyj do spamu albo poczekaj minutę.',
  'login_code.resend': 'Wyślij nowy kod',
  'login_code.resent': 'Nowy kod jest w drodze. Poprzedni już nie działa.',
  'login_code.other': 'Zaloguj się inaczej',
  'passwordless_link.title': 'Zaloguj się do {app}',
  'passwordless_link.text': 'To zaloguje Cię do {app} jako {account} w tej przeglądarce.',
  'passwordless_link.warning': 'Kontynuuj tylko wtedy, gdy to Ty przed chwilą prosisz o tę wiadomość i chcesz się tu zalogować.',
  'passwordless_link.button': 'Zaloguj się',
  'problem.login_code.lead': 'Ten kod jest błędny.',
  'problem.login_code': 'Weź kod z najnowszej wiadomości albo poproś o nowy.',
  'problem.link_dead.lead': 'Ten link już nie działa.',
  'problem.link_dead': 'Został użyty, jest zbyt stary albo zastąpiła go nowsza wiadomość. Wróć i poproś o nową.',
  'problem.login_code_address.lead': 'To nie jest adres e-mail.',
  'problem.login_code_address': 'Kod można wysłać tylko na adres, na przykład name@example.com.',
  'problem.login_code_expired.lead': 'Ten kod jest zbyt stary.',
  'problem.login_code_expired': 'Poproś o nowy.',
};
