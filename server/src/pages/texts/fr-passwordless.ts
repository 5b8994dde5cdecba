import type { enPasswordless } from './en-passwordless.ts';

/** French: sign-in without a password. */
export const frPasswordless: Readonly<Record<keyof typeof enPasswordless, string>> = {
  'login.code': 'M’envoyer un code par e-mail',
  'login.code.only': 'Nous envoyons un code à votre messagerie. Il ne vous faut pas de mot de passe.',
  'login.email': 'Adresse e-mail',
  'login_code.title': 'Consultez votre messagerie',
  'login_code.text': 'Si vous pouvez vous connecter avec {email}, nous y avons envoyé un code.',
  'login_code.code': 'Code',
  'login_code.code.hint': 'Les chiffres du dernier message. Ils valent une fois, dans ce navigateur, pendant quelques minutes.',
  'login_code.missing': 'Pas de message ? Regardez dans les indésirables, ou attendez une minute.',
  'login_code.resend': 'Envoyer un nouveau code',
  'login_code.resent': 'Un nouveau code est en route. Le précédent ne vaut plus.',
  'login_code.other': 'Se connecter autrement',
  'passwordless_link.title': 'Se connecter à {app}',
  'passwordless_link.text': 'Ceci vous connecte à {app} en tant que {account}, dans ce navigateur.',
  'passwordless_link.warning': 'Ne continuez que si vous venez de demander ce message vous-même et voulez vous connecter ici.',
  'passwordless_link.button': 'Se connecter',
  'problem.login_code.lead': 'Ce code n’est pas le bon.',
  'problem.login_code': 'Prenez le code du dernier message, ou demandez-en un nouveau.',
  'problem.link_dead.lead': 'Ce lien ne vaut plus.',
  'problem.link_dead': 'Il a déjà servi, il est trop ancien, ou un message plus récent l’a remplacé. Revenez en arrière et demandez-en un nouveau.',
  'problem.login_code_address.lead': 'Ce n’est pas une adresse e-mail.',
  'problem.login_code_address': 'Un code ne peut être envoyé qu’à une adresse écrite comme name@example.com.',
  'problem.login_code_expired.lead': 'Ce code est trop ancien.',
  'problem.login_code_expired': 'Demandez-en un nouveau.',
};
