import type { Translation } from './translation.ts';

/** Polish. Names stand where they need no case ending. */
export const pl: Translation = {
  language: 'pl', dir: 'ltr',
  frame: {
    link: 'Jeśli przycisk nie działa, skopiuj ten adres do przeglądarki:',
    code: 'Twój kod:',
    help: 'Masz pytania? Napisz: {support}',
    sentBy: 'Nadawca tej wiadomości: {tenant}',
  },
  mails: {
    verify_email: {
      subject: 'Potwierdź swój adres e-mail: {tenant}', title: 'Potwierdź swój adres e-mail', button: 'Potwierdź adres',
      before: ['Adres {email} podano przy zakładaniu konta {tenant}. Potwierdź, że należy do Ciebie.'],
      after: ['Link działa jeden raz, do: {until}.', 'To nie Twoje konto? Nic nie rób: adres pozostanie niepotwierdzony.'],
    },
    verify_email_by_code: {
      subject: 'Twój kod do potwierdzenia adresu e-mail: {tenant}', title: 'Potwierdź swój adres e-mail',
      before: ['Adres {email} podano przy zakładaniu konta {tenant}. Wpisz ten kod, aby potwierdzić, że należy do Ciebie.'],
      after: ['Kod działa jeden raz, do: {until}.', 'To nie Twoje konto? Nic nie rób i nikomu nie podawaj tego kodu.'],
    },
    auth_email_by_code: {
      subject: 'Twój kod do logowania: {app}', title: 'Zaloguj się: {app}',
      before: ['Wpisz ten kod na stronie, na której się logujesz.'],
      after: ['Kod działa jeden raz, do: {until}.', 'Nie logujesz się teraz? Nic nie rób i nikomu nie podawaj tego kodu. Nigdy o niego nie pytamy.'],
    },
    reset_email: {
      subject: 'Wybierz nowe hasło: {tenant}', title: 'Wybierz nowe hasło', button: 'Wybierz nowe hasło',
      before: ['Ktoś, zapewne Ty, poprosił o nowe hasło do konta {email} w {tenant}.'],
      after: ['Link działa jeden raz, do: {until}.', 'To nie Ty? Nic nie rób: Twoje hasło pozostanie bez zmian.'],
    },
    reset_email_by_code: {
      subject: 'Twój kod do nowego hasła: {tenant}', title: 'Wybierz nowe hasło',
      before: ['Ktoś, zapewne Ty, poprosił o nowe hasło do konta {email} w {tenant}. Wpisz ten kod na stronie, która o niego pyta.'],
      after: ['Kod działa jeden raz, do: {until}.', 'To nie Ty? Nic nie rób i nikomu nie podawaj tego kodu: Twoje hasło pozostanie bez zmian.'],
    },
    welcome_email: {
      subject: 'Witamy w {tenant}', title: 'Witamy w {tenant}', button: 'Przejdź dalej: {app}',
      before: ['Konto dla adresu {email} jest gotowe.'],
      after: [],
    },
    blocked_account: {
      subject: 'Twoje konto {tenant} zostało zablokowane', title: 'Twoje konto zostało zablokowane', button: 'Odblokuj konto',
      before: ['Dla adresu {email} zbyt wiele razy wpisano złe hasło. Dlatego z miejsca, z którego pochodziły te próby, nikt nie może się zalogować na to konto.', 'Próby pochodziły z adresu {address}.'],
      after: ['To Ty? Odblokuj konto i wybierz nowe hasło, jeśli nie pamiętasz starego.', 'To nie Ty? Nikt nie odgadł Twojego hasła. Nie musisz nic robić.'],
    },
    stolen_credentials: {
      subject: 'Inni znają Twoje hasło: {tenant}', title: 'Wybierz nowe hasło', button: 'Wybierz nowe hasło',
      before: ['Hasło do konta {email} znaleziono na liście haseł skradzionych gdzie indziej. Ktoś może wypróbować je tutaj.'],
      after: ['Wybierz inne i nigdzie już nie używaj starego.'],
    },
    enrollment_email: {
      subject: 'Skonfiguruj drugi krok: {tenant}', title: 'Skonfiguruj drugi krok', button: 'Skonfiguruj',
      before: ['{tenant} wymaga drugiego kroku przy logowaniu. Skonfiguruj go za pomocą tego linku.'],
      after: ['Link działa jeden raz, do: {until}.', 'Nie spodziewasz się tej wiadomości? Nic nie rób.'],
    },
    mfa_oob_code: {
      subject: 'Twój kod do logowania: {tenant}', title: 'Twój drugi krok',
      before: ['Hasło było prawidłowe. Wpisz ten kod, aby dokończyć logowanie.'],
      after: ['Kod działa jeden raz, do: {until}.', 'Nie logujesz się teraz? To znaczy, że ktoś zna Twoje hasło: wybierz nowe i nikomu nie podawaj tego kodu.'],
    },
    user_invitation: {
      subject: 'Zaproszenie: {organization} w {tenant}', title: 'Masz zaproszenie', button: 'Przyjmij zaproszenie',
      before: ['{inviter} zaprasza Cię do: {organization}.', 'Dzięki temu możesz korzystać z {app}.'],
      after: ['Zaproszenie jest ważne do: {until}.', 'Nie wiesz, kto to jest? Nic nie rób.'],
    },
    change_password: {
      subject: 'Potwierdź nowe hasło: {tenant}', title: 'Potwierdź nowe hasło', button: 'Potwierdź nowe hasło',
      before: ['Ktoś, zapewne Ty, ustawił nowe hasło do konta {email} w {tenant}. Zacznie działać, gdy je potwierdzisz.'],
      after: ['Link działa jeden raz, do: {until}.', 'To nie Ty? Nic nie rób: Twoje hasło pozostanie bez zmian.'],
    },
    password_reset: {
      subject: 'Ustaw nowe hasło: {tenant}', title: 'Ustaw nowe hasło', button: 'Ustaw hasło',
      before: ['Administracja {tenant} prosi o wybranie nowego hasła do konta {email}.'],
      after: ['Link działa jeden raz, do: {until}.'],
    },
    async_approval: {
      subject: '{app} prosi o Twoją zgodę', title: 'Potrzebna jest Twoja zgoda', button: 'Zobacz prośbę',
      before: ['{app} chce zrobić coś w Twoim imieniu i czeka na odpowiedź.', 'Oto, co Ci przekazuje: {message}'],
      after: ['Zobacz prośbę, zanim odpowiesz. To nie wyszło od Ciebie? Odmów.'],
    },
    passwordless_email: {
      subject: 'Zaloguj się: {app}', title: 'Zaloguj się: {app}', button: 'Zaloguj się',
      before: ['Tak zalogujesz się do {app} bez hasła.'],
      after: ['Działa jeden raz, do: {until}.', 'Nie logujesz się teraz? Nic nie rób i nikomu nie pokazuj tej wiadomości.'],
    },
    email_changed: {
      subject: 'Zmieniono adres e-mail Twojego konta {tenant}', title: 'Zmieniono Twój adres e-mail', button: 'To nie ja',
      before: ['Adresem Twojego konta {tenant} nie jest już {email}.'],
      after: ['To Ty? Nie musisz nic robić. To nie Ty? Napisz do nas od razu.'],
    },
    password_changed: {
      subject: 'Zmieniono hasło do Twojego konta {tenant}', title: 'Zmieniono Twoje hasło', button: 'To nie ja',
      before: ['Zmieniono hasło do konta {email} w {tenant}.'],
      after: ['To Ty? Nie musisz nic robić. To nie Ty? Od razu wybierz nowe.'],
    },
  },
};
