import type { Translation } from './translation.ts';

/** French. */
export const fr: Translation = {
  language: 'fr', dir: 'ltr',
  frame: {
    link: 'Si le bouton ne fonctionne pas, copiez cette adresse dans votre navigateur :',
    code: 'Votre code :',
    help: 'Des questions ? Écrivez à {support}.',
    sentBy: 'Ce message vous est envoyé par {tenant}.',
  },
  mails: {
    verify_email: {
      subject: 'Confirmez votre adresse e-mail pour {tenant}', title: 'Confirmez votre adresse e-mail', button: 'Confirmer mon adresse',
      before: ['L’adresse {email} a été indiquée pour un compte chez {tenant}. Confirmez qu’elle est bien à vous.'],
      after: ['Le lien sert une seule fois, jusqu’au {until}.', 'Vous n’avez pas demandé de compte ? Alors ne faites rien : l’adresse restera non confirmée.'],
    },
    verify_email_by_code: {
      subject: 'Votre code pour confirmer votre adresse e-mail chez {tenant}', title: 'Confirmez votre adresse e-mail',
      before: ['L’adresse {email} a été indiquée pour un compte chez {tenant}. Saisissez ce code pour confirmer qu’elle est bien à vous.'],
      after: ['Le code sert une seule fois, jusqu’au {until}.', 'Vous n’avez pas demandé de compte ? Alors ne faites rien, et ne donnez ce code à personne.'],
    },
    auth_email_by_code: {
      subject: 'Votre code pour vous connecter à {app}', title: 'Se connecter à {app}',
      before: ['Saisissez ce code sur la page où vous vous connectez.'],
      after: ['Le code sert une seule fois, jusqu’au {until}.', 'Vous n’êtes pas en train de vous connecter ? Alors ne faites rien, et ne donnez ce code à personne. Nous ne le demandons jamais.'],
    },
    reset_email: {
      subject: 'Choisissez un nouveau mot de passe pour {tenant}', title: 'Choisissez un nouveau mot de passe', button: 'Choisir un mot de passe',
      before: ['Quelqu’un, sans doute vous, a demandé un nouveau mot de passe pour {email} chez {tenant}.'],
      after: ['Le lien sert une seule fois, jusqu’au {until}.', 'Ce n’était pas vous ? Alors ne faites rien : votre mot de passe reste le même.'],
    },
    reset_email_by_code: {
      subject: 'Votre code pour un nouveau mot de passe chez {tenant}', title: 'Choisissez un nouveau mot de passe',
      before: ['Quelqu’un, sans doute vous, a demandé un nouveau mot de passe pour {email} chez {tenant}. Saisissez ce code sur la page qui le demande.'],
      after: ['Le code sert une seule fois, jusqu’au {until}.', 'Ce n’était pas vous ? Alors ne faites rien, et ne donnez ce code à personne : votre mot de passe reste le même.'],
    },
    welcome_email: {
      subject: 'Bienvenue chez {tenant}', title: 'Bienvenue chez {tenant}', button: 'Aller à {app}',
      before: ['Votre compte pour {email} est prêt.'],
      after: [],
    },
    blocked_account: {
      subject: 'Votre compte chez {tenant} a été bloqué', title: 'Votre compte a été bloqué', button: 'Débloquer mon compte',
      before: ['Trop de mots de passe incorrects ont été saisis pour {email}. Plus personne ne peut donc se connecter à ce compte depuis l’endroit d’où venaient ces essais.', 'Ils venaient de {address}.'],
      after: ['C’était vous ? Débloquez le compte, et choisissez un nouveau mot de passe si vous avez oublié l’ancien.', 'Ce n’était pas vous ? Votre mot de passe n’a pas été deviné. Vous n’avez rien à faire.'],
    },
    stolen_credentials: {
      subject: 'Votre mot de passe pour {tenant} est connu d’autres personnes', title: 'Choisissez un nouveau mot de passe', button: 'Choisir un mot de passe',
      before: ['Le mot de passe de {email} figure dans une liste de mots de passe volés ailleurs. Quelqu’un pourrait l’essayer ici.'],
      after: ['Choisissez-en un autre, et n’utilisez plus l’ancien nulle part.'],
    },
    enrollment_email: {
      subject: 'Configurez votre deuxième étape pour {tenant}', title: 'Configurez votre deuxième étape', button: 'Configurer',
      before: ['{tenant} demande une deuxième étape lorsque vous vous connectez. Configurez-la avec ce lien.'],
      after: ['Le lien sert une seule fois, jusqu’au {until}.', 'Vous n’attendiez pas ce message ? Alors ne faites rien.'],
    },
    mfa_oob_code: {
      subject: 'Votre code pour vous connecter à {tenant}', title: 'Votre deuxième étape',
      before: ['Votre mot de passe était correct. Saisissez ce code pour terminer la connexion.'],
      after: ['Le code sert une seule fois, jusqu’au {until}.', 'Vous n’êtes pas en train de vous connecter ? Alors quelqu’un connaît votre mot de passe : choisissez-en un nouveau, et ne donnez ce code à personne.'],
    },
    user_invitation: {
      subject: 'Invitation à rejoindre {organization} chez {tenant}', title: 'Vous avez une invitation', button: 'Accepter l’invitation',
      before: ['{inviter} vous invite à rejoindre {organization}.', 'L’invitation vous permet d’utiliser {app}.'],
      after: ['L’invitation est valable jusqu’au {until}.', 'Vous ne savez pas de qui il s’agit ? Alors ne faites rien.'],
    },
    change_password: {
      subject: 'Confirmez votre nouveau mot de passe pour {tenant}', title: 'Confirmez votre nouveau mot de passe', button: 'Confirmer le mot de passe',
      before: ['Quelqu’un, sans doute vous, a défini un nouveau mot de passe pour {email} chez {tenant}. Il sera valable dès que vous l’aurez confirmé.'],
      after: ['Le lien sert une seule fois, jusqu’au {until}.', 'Ce n’était pas vous ? Alors ne faites rien : votre mot de passe reste le même.'],
    },
    password_reset: {
      subject: 'Définissez un nouveau mot de passe pour {tenant}', title: 'Définissez un nouveau mot de passe', button: 'Définir un mot de passe',
      before: ['L’administration de {tenant} vous demande de choisir un nouveau mot de passe pour {email}.'],
      after: ['Le lien sert une seule fois, jusqu’au {until}.'],
    },
    async_approval: {
      subject: '{app} demande votre accord', title: 'Votre accord est demandé', button: 'Voir la demande',
      before: ['{app} veut faire quelque chose en votre nom et attend votre réponse.', 'Voici ce que l’application vous indique : {message}'],
      after: ['Regardez la demande avant de répondre. Vous n’en êtes pas à l’origine ? Alors refusez.'],
    },
    passwordless_email: {
      subject: 'Se connecter à {app}', title: 'Se connecter à {app}', button: 'Se connecter',
      before: ['Voici comment vous connecter à {app} sans mot de passe.'],
      after: ['Cela sert une seule fois, jusqu’au {until}.', 'Vous n’êtes pas en train de vous connecter ? Alors ne faites rien, et ne montrez ce message à personne.'],
    },
    email_changed: {
      subject: 'L’adresse e-mail de votre compte chez {tenant} a été modifiée', title: 'Votre adresse e-mail a été modifiée', button: 'Ce n’était pas moi',
      before: ['L’adresse de votre compte chez {tenant} n’est plus {email}.'],
      after: ['C’était vous ? Alors il n’y a rien à faire. Ce n’était pas vous ? Alors écrivez-nous tout de suite.'],
    },
    password_changed: {
      subject: 'Le mot de passe de votre compte chez {tenant} a été modifié', title: 'Votre mot de passe a été modifié', button: 'Ce n’était pas moi',
      before: ['Le mot de passe de {email} chez {tenant} a été modifié.'],
      after: ['C’était vous ? Alors il n’y a rien à faire. Ce n’était pas vous ? Alors choisissez-en un nouveau tout de suite.'],
    },
  },
};
