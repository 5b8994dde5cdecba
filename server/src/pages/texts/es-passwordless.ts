import type { enPasswordless } from './en-passwordless.ts';

/** Spanish: sign-in without a password. */
export const esPasswordless: Readonly<Record<keyof typeof enPasswordless, string>> = {
  'login.code': 'Enviarme un código por correo',
  'login.code.only': 'Enviamos un código a su buzón. No necesita contraseña.',
  'login.email': 'Correo electrónico',
  'login_code.title': 'Mire su correo',
  'login_code.text': 'Si puede iniciar sesión con {email}, hemos enviado allí un código.',
  'login_code.code': 'Código',
  'login_code.code.hint': 'Las cifras del mensaje más reciente. Valen una vez, en este navegador, durante unos minutos.',
  'login_code.missing': '¿No llega? Mire en la carpeta de correo no deseado o espere un minuto.',
  'login_code.resend': 'Enviar un código nuevo',
  'login_code.resent': 'Un código nuevo está en camino. El anterior ya no vale.',
  'login_code.other': 'Iniciar sesión de otra manera',
  'passwordless_link.title': 'Iniciar sesión en {app}',
  'passwordless_link.text': 'Con esto inicia sesión en {app} como {account}, en este navegador.',
  'passwordless_link.warning': 'Continúe solo si acaba de pedir este mensaje usted y quiere iniciar sesión aquí.',
  'passwordless_link.button': 'Iniciar sesión',
  'problem.login_code.lead': 'Este código no es correcto.',
  'problem.login_code': 'Use el código del mensaje más reciente o pida uno nuevo.',
  'problem.link_dead.lead': 'Este enlace ya no vale.',
  'problem.link_dead': 'Ya se usó, es demasiado antiguo o lo sustituyó un mensaje más reciente. Vuelva atrás y pida uno nuevo.',
  'problem.login_code_address.lead': 'Esto no es una dirección de correo.',
  'problem.login_code_address': 'Un código solo se puede enviar a una, escrita como name@example.com.',
  'problem.login_code_expired.lead': 'Este código es demasiado antiguo.',
  'problem.login_code_expired': 'Pida uno nuevo.',
};
