import type { Translation } from './translation.ts';

/** German. */
export const de: Translation = {
  language: 'de', dir: 'ltr',
  frame: {
    link: 'Wenn die Schaltfläche nicht funktioniert, kopieren Sie diese Adresse in Ihren Browser:',
    code: 'Ihr Code:',
    help: 'Fragen? Schreiben Sie an {support}.',
    sentBy: 'Diese Nachricht kommt von {tenant}.',
  },
  mails: {
    verify_email: {
      subject: 'Bestätigen Sie Ihre E-Mail-Adresse für {tenant}', title: 'Bestätigen Sie Ihre E-Mail-Adresse', button: 'Adresse bestätigen',
      before: ['Die Adresse {email} wurde für ein Konto bei {tenant} angegeben. Bestätigen Sie, dass sie Ihnen gehört.'],
      after: ['Der Link gilt einmal, bis {until}.', 'Sie wollten kein Konto? Dann brauchen Sie nichts zu tun: Die Adresse bleibt unbestätigt.'],
    },
    verify_email_by_code: {
      subject: 'Ihr Code zum Bestätigen Ihrer E-Mail-Adresse für {tenant}', title: 'Bestätigen Sie Ihre E-Mail-Adresse',
      before: ['Die Adresse {email} wurde für ein Konto bei {tenant} angegeben. Geben Sie diesen Code ein, um zu bestätigen, dass sie Ihnen gehört.'],
      after: ['Der Code gilt einmal, bis {until}.', 'Sie wollten kein Konto? Dann tun Sie nichts und geben Sie diesen Code niemandem.'],
    },
    auth_email_by_code: {
      subject: 'Ihr Code zum Anmelden bei {app}', title: 'Bei {app} anmelden',
      before: ['Geben Sie diesen Code auf der Seite ein, auf der Sie sich gerade anmelden.'],
      after: ['Der Code gilt einmal, bis {until}.', 'Sie melden sich gerade nicht an? Dann tun Sie nichts und geben Sie diesen Code niemandem. Wir fragen nie danach.'],
    },
    reset_email: {
      subject: 'Neues Passwort für {tenant} wählen', title: 'Neues Passwort wählen', button: 'Neues Passwort wählen',
      before: ['Jemand, hoffentlich Sie, hat für {email} bei {tenant} ein neues Passwort angefordert.'],
      after: ['Der Link gilt einmal, bis {until}.', 'Sie waren es nicht? Dann brauchen Sie nichts zu tun: Ihr Passwort bleibt, wie es ist.'],
    },
    reset_email_by_code: {
      subject: 'Ihr Code für ein neues Passwort bei {tenant}', title: 'Neues Passwort wählen',
      before: ['Jemand, hoffentlich Sie, hat für {email} bei {tenant} ein neues Passwort angefordert. Geben Sie diesen Code auf der Seite ein, die danach fragt.'],
      after: ['Der Code gilt einmal, bis {until}.', 'Sie waren es nicht? Dann tun Sie nichts und geben Sie diesen Code niemandem: Ihr Passwort bleibt, wie es ist.'],
    },
    welcome_email: {
      subject: 'Willkommen bei {tenant}', title: 'Willkommen bei {tenant}', button: 'Weiter zu {app}',
      before: ['Ihr Konto für {email} ist eingerichtet.'],
      after: [],
    },
    blocked_account: {
      subject: 'Ihr Konto bei {tenant} wurde gesperrt', title: 'Ihr Konto wurde gesperrt', button: 'Konto entsperren',
      before: ['Für {email} wurde zu oft ein falsches Passwort eingegeben. Von dort, wo die Versuche herkamen, kann sich deshalb niemand mehr bei diesem Konto anmelden.', 'Sie kamen von {address}.'],
      after: ['Waren Sie es? Entsperren Sie das Konto, und wählen Sie ein neues Passwort, wenn Ihnen das alte nicht mehr einfällt.', 'Sie waren es nicht? Ihr Passwort wurde nicht erraten. Sie brauchen nichts zu tun.'],
    },
    stolen_credentials: {
      subject: 'Ihr Passwort für {tenant} ist anderen bekannt', title: 'Wählen Sie ein neues Passwort', button: 'Neues Passwort wählen',
      before: ['Das Passwort von {email} steht in einer Liste von Passwörtern, die anderswo gestohlen wurden. Jemand könnte es hier versuchen.'],
      after: ['Wählen Sie ein anderes, und verwenden Sie das alte nirgends mehr.'],
    },
    enrollment_email: {
      subject: 'Richten Sie den zweiten Schritt für {tenant} ein', title: 'Richten Sie den zweiten Schritt ein', button: 'Einrichten',
      before: ['{tenant} verlangt beim Anmelden einen zweiten Schritt. Mit diesem Link richten Sie ihn ein.'],
      after: ['Der Link gilt einmal, bis {until}.', 'Sie haben diese Nachricht nicht erwartet? Dann tun Sie nichts.'],
    },
    mfa_oob_code: {
      subject: 'Ihr Code zum Anmelden bei {tenant}', title: 'Ihr zweiter Schritt',
      before: ['Ihr Passwort war richtig. Geben Sie diesen Code ein, um die Anmeldung abzuschließen.'],
      after: ['Der Code gilt einmal, bis {until}.', 'Sie melden sich gerade nicht an? Dann kennt jemand Ihr Passwort: Wählen Sie ein neues, und geben Sie diesen Code niemandem.'],
    },
    user_invitation: {
      subject: 'Einladung zu {organization} bei {tenant}', title: 'Sie sind eingeladen', button: 'Einladung annehmen',
      before: ['{inviter} lädt Sie zu {organization} ein.', 'Sie können damit {app} verwenden.'],
      after: ['Die Einladung gilt bis {until}.', 'Sie wissen nicht, wer das ist? Dann tun Sie nichts.'],
    },
    change_password: {
      subject: 'Bestätigen Sie Ihr neues Passwort für {tenant}', title: 'Bestätigen Sie Ihr neues Passwort', button: 'Neues Passwort bestätigen',
      before: ['Jemand, hoffentlich Sie, hat für {email} bei {tenant} ein neues Passwort festgelegt. Es gilt, sobald Sie es bestätigen.'],
      after: ['Der Link gilt einmal, bis {until}.', 'Sie waren es nicht? Dann brauchen Sie nichts zu tun: Ihr Passwort bleibt, wie es ist.'],
    },
    password_reset: {
      subject: 'Neues Passwort für {tenant} festlegen', title: 'Neues Passwort festlegen', button: 'Passwort festlegen',
      before: ['Die Verwaltung von {tenant} bittet Sie, für {email} ein neues Passwort zu wählen.'],
      after: ['Der Link gilt einmal, bis {until}.'],
    },
    async_approval: {
      subject: '{app} bittet um Ihre Zustimmung', title: 'Ihre Zustimmung ist gefragt', button: 'Anfrage ansehen',
      before: ['{app} möchte etwas in Ihrem Namen tun und wartet auf Ihre Antwort.', 'Es zeigt Ihnen dazu: {message}'],
      after: ['Sehen Sie es sich an, bevor Sie antworten. Sie haben das nicht begonnen? Dann lehnen Sie ab.'],
    },
    passwordless_email: {
      subject: 'Bei {app} anmelden', title: 'Bei {app} anmelden', button: 'Anmelden',
      before: ['So melden Sie sich ohne Passwort bei {app} an.'],
      after: ['Das gilt einmal, bis {until}.', 'Sie melden sich gerade nicht an? Dann tun Sie nichts und zeigen Sie diese Nachricht niemandem.'],
    },
    email_changed: {
      subject: 'Die E-Mail-Adresse Ihres Kontos bei {tenant} wurde geändert', title: 'Ihre E-Mail-Adresse wurde geändert', button: 'Das war ich nicht',
      before: ['Die Adresse Ihres Kontos bei {tenant} ist nicht mehr {email}.'],
      after: ['Sie waren es? Dann ist nichts zu tun. Sie waren es nicht? Dann schreiben Sie uns sofort.'],
    },
    password_changed: {
      subject: 'Das Passwort Ihres Kontos bei {tenant} wurde geändert', title: 'Ihr Passwort wurde geändert', button: 'Das war ich nicht',
      before: ['Das Passwort von {email} bei {tenant} wurde geändert.'],
      after: ['Sie waren es? Dann ist nichts zu tun. Sie waren es nicht? Dann wählen Sie sofort ein neues.'],
    },
  },
};
