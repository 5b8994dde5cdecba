import type { enPasswordless } from './en-passwordless.ts';

/** German: sign-in without a password. */
export const dePasswordless: Readonly<Record<keyof typeof enPasswordless, string>> = {
  'login.code': 'Code per E-Mail senden',
  'login.code.only': 'Wir senden einen Code in Ihr Postfach. Sie brauchen kein Passwort.',
  'login.email': 'E-Mail-Adresse',
  'login_code.title': 'Sehen Sie in Ihre E-Mails',
  'login_code.text': 'Wenn Sie sich mit {email} anmelden können, haben wir dorthin einen Code gesendet.',
  'login_code.code': 'Code',
  'login_code.code.hint': 'Die Ziffern der neuesten E-Mail. Sie gelten einmal, in diesem Browser, für ein paar Minuten.',
  'login_code.missing': 'Keine E-Mail? Sehen Sie im Spam-Ordner nach oder warten Sie eine Minute.',
  'login_code.resend': 'Neuen Code senden',
  'login_code.resent': 'Ein neuer Code ist unterwegs. Der vorige gilt nicht mehr.',
  'login_code.other': 'Anders anmelden',
  'passwordless_link.title': 'Bei {app} anmelden',
  'passwordless_link.text': 'Damit melden Sie sich in diesem Browser als {account} bei {app} an.',
  'passwordless_link.warning': 'Machen Sie nur weiter, wenn Sie gerade selbst um diese E-Mail gebeten haben und sich hier anmelden wollen.',
  'passwordless_link.button': 'Anmelden',
  'problem.login_code.lead': 'Dieser Code stimmt nicht.',
  'problem.login_code': 'Nehmen Sie den Code der neuesten E-Mail oder bitten Sie um einen neuen.',
  'problem.link_dead.lead': 'Dieser Link gilt nicht mehr.',
  'problem.link_dead': 'Er wurde schon benutzt, ist zu alt, oder eine neuere E-Mail trat an seine Stelle. Gehen Sie zurück und bitten Sie um eine neue.',
  'problem.login_code_address.lead': 'Das ist keine E-Mail-Adresse.',
  'problem.login_code_address': 'Ein Code kann nur an eine solche gesendet werden, geschrieben wie name@example.com.',
  'problem.login_code_expired.lead': 'Dieser Code ist zu alt.',
  'problem.login_code_expired': 'Bitten Sie um einen neuen.',
};
