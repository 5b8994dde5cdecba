import type { Translation } from './translation.ts';

/** Spanish. */
export const es: Translation = {
  language: 'es', dir: 'ltr',
  frame: {
    link: 'Si el botón no funciona, copie esta dirección en su navegador:',
    code: 'Su código:',
    help: '¿Tiene preguntas? Escriba a {support}.',
    sentBy: 'Este mensaje se lo envía {tenant}.',
  },
  mails: {
    verify_email: {
      subject: 'Confirme su correo electrónico para {tenant}', title: 'Confirme su correo electrónico', button: 'Confirmar mi dirección',
      before: ['Se indicó la dirección {email} para una cuenta en {tenant}. Confirme que es suya.'],
      after: ['El enlace sirve una sola vez, hasta el {until}.', '¿No pidió una cuenta? Entonces no haga nada: la dirección quedará sin confirmar.'],
    },
    verify_email_by_code: {
      subject: 'Su código para confirmar su correo electrónico en {tenant}', title: 'Confirme su correo electrónico',
      before: ['Se indicó la dirección {email} para una cuenta en {tenant}. Escriba este código para confirmar que es suya.'],
      after: ['El código sirve una sola vez, hasta el {until}.', '¿No pidió una cuenta? Entonces no haga nada y no dé este código a nadie.'],
    },
    auth_email_by_code: {
      subject: 'Su código para iniciar sesión en {app}', title: 'Iniciar sesión en {app}',
      before: ['Escriba este código en la página en la que está iniciando sesión.'],
      after: ['El código sirve una sola vez, hasta el {until}.', '¿No está iniciando sesión? Entonces no haga nada y no dé este código a nadie. Nosotros nunca se lo pedimos.'],
    },
    reset_email: {
      subject: 'Elija una contraseña nueva para {tenant}', title: 'Elija una contraseña nueva', button: 'Elegir una contraseña',
      before: ['Alguien, esperamos que usted, pidió una contraseña nueva para {email} en {tenant}.'],
      after: ['El enlace sirve una sola vez, hasta el {until}.', '¿No fue usted? Entonces no haga nada: su contraseña sigue como está.'],
    },
    reset_email_by_code: {
      subject: 'Su código para una contraseña nueva en {tenant}', title: 'Elija una contraseña nueva',
      before: ['Alguien, esperamos que usted, pidió una contraseña nueva para {email} en {tenant}. Escriba este código en la página que lo pide.'],
      after: ['El código sirve una sola vez, hasta el {until}.', '¿No fue usted? Entonces no haga nada y no dé este código a nadie: su contraseña sigue como está.'],
    },
    welcome_email: {
      subject: 'Le damos la bienvenida a {tenant}', title: 'Le damos la bienvenida a {tenant}', button: 'Ir a {app}',
      before: ['Su cuenta para {email} está lista.'],
      after: [],
    },
    blocked_account: {
      subject: 'Su cuenta en {tenant} fue bloqueada', title: 'Su cuenta fue bloqueada', button: 'Desbloquear mi cuenta',
      before: ['Se escribieron demasiadas contraseñas incorrectas para {email}. Por eso nadie puede iniciar sesión en esta cuenta desde el lugar de donde venían los intentos.', 'Venían de {address}.'],
      after: ['¿Fue usted? Desbloquee la cuenta y elija una contraseña nueva si no recuerda la anterior.', '¿No fue usted? Nadie adivinó su contraseña. No tiene que hacer nada.'],
    },
    stolen_credentials: {
      subject: 'Otras personas conocen su contraseña de {tenant}', title: 'Elija una contraseña nueva', button: 'Elegir una contraseña',
      before: ['La contraseña de {email} está en una lista de contraseñas robadas en otro sitio. Alguien podría probarla aquí.'],
      after: ['Elija otra y no vuelva a usar la anterior en ninguna parte.'],
    },
    enrollment_email: {
      subject: 'Configure su segundo paso para {tenant}', title: 'Configure su segundo paso', button: 'Configurar',
      before: ['{tenant} pide un segundo paso al iniciar sesión. Configúrelo con este enlace.'],
      after: ['El enlace sirve una sola vez, hasta el {until}.', '¿No esperaba este mensaje? Entonces no haga nada.'],
    },
    mfa_oob_code: {
      subject: 'Su código para iniciar sesión en {tenant}', title: 'Su segundo paso',
      before: ['Su contraseña era correcta. Escriba este código para terminar de iniciar sesión.'],
      after: ['El código sirve una sola vez, hasta el {until}.', '¿No está iniciando sesión? Entonces alguien conoce su contraseña: elija una nueva y no dé este código a nadie.'],
    },
    user_invitation: {
      subject: 'Invitación a {organization} en {tenant}', title: 'Tiene una invitación', button: 'Aceptar la invitación',
      before: ['{inviter} le invita a unirse a {organization}.', 'Con ella puede usar {app}.'],
      after: ['La invitación es válida hasta el {until}.', '¿No sabe quién es? Entonces no haga nada.'],
    },
    change_password: {
      subject: 'Confirme su contraseña nueva para {tenant}', title: 'Confirme su contraseña nueva', button: 'Confirmar la contraseña',
      before: ['Alguien, esperamos que usted, fijó una contraseña nueva para {email} en {tenant}. Valdrá cuando usted la confirme.'],
      after: ['El enlace sirve una sola vez, hasta el {until}.', '¿No fue usted? Entonces no haga nada: su contraseña sigue como está.'],
    },
    password_reset: {
      subject: 'Fije una contraseña nueva para {tenant}', title: 'Fije una contraseña nueva', button: 'Fijar una contraseña',
      before: ['La administración de {tenant} le pide que elija una contraseña nueva para {email}.'],
      after: ['El enlace sirve una sola vez, hasta el {until}.'],
    },
    async_approval: {
      subject: '{app} pide su aprobación', title: 'Se pide su aprobación', button: 'Ver la solicitud',
      before: ['{app} quiere hacer algo en su nombre y espera su respuesta.', 'Esto es lo que le indica: {message}'],
      after: ['Mírelo antes de responder. ¿No lo inició usted? Entonces rechácelo.'],
    },
    passwordless_email: {
      subject: 'Iniciar sesión en {app}', title: 'Iniciar sesión en {app}', button: 'Iniciar sesión',
      before: ['Así inicia sesión en {app} sin contraseña.'],
      after: ['Sirve una sola vez, hasta el {until}.', '¿No está iniciando sesión? Entonces no haga nada y no muestre este mensaje a nadie.'],
    },
    email_changed: {
      subject: 'Se cambió el correo electrónico de su cuenta en {tenant}', title: 'Se cambió su correo electrónico', button: 'No fui yo',
      before: ['La dirección de su cuenta en {tenant} ya no es {email}.'],
      after: ['¿Fue usted? Entonces no hay nada que hacer. ¿No fue usted? Entonces escríbanos enseguida.'],
    },
    password_changed: {
      subject: 'Se cambió la contraseña de su cuenta en {tenant}', title: 'Se cambió su contraseña', button: 'No fui yo',
      before: ['Se cambió la contraseña de {email} en {tenant}.'],
      after: ['¿Fue usted? Entonces no hay nada que hacer. ¿No fue usted? Entonces elija otra enseguida.'],
    },
  },
};
