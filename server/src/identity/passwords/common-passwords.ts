/**
 * What people choose when they only want to get past the form, and what is tried first. Lower case, at least 8 characters, as shorter ones are refused anyway.
 * A short list on purpose: the throttles make the long tail slow, and lists of leaked passwords are a service of their own.
 */
const words = `
password password1 password12 password123 password1234 password12345 password! password1! password123! password@123 passw0rd passw0rd1 passw0rd! p@ssword p@ssw0rd p@ssw0rd1 p@ssw0rd! pa55word pa$$word
passwort passwort1 passwort123 motdepasse contraseña contrasena senha123 wachtwoord wachtwoord1 haslo123 parola123 lösenord salasana mypassword newpassword yourpassword thepassword passphrase
12345678 123456789 1234567890 12345678910 0123456789 0987654321 987654321 87654321 11111111 111111111 1111111111 00000000 000000000 0000000000 22222222 55555555 66666666 77777777 88888888 99999999
12341234 11223344 1122334455 112233445566 123123123 123321123 12344321 1234554321 147258369 159753159 13579135 24682468 31415926 27182818 19841984 20202020 20242024 20252025 20262026
1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx 1qaz2wsx3edc 1qaz@wsx 1qazxsw2 zaq12wsx zaq1zaq1 q1w2e3r4 q1w2e3r4t5 qwer1234 qwerty12 qwerty123 qwerty1234 qwerty12345 qwerty123456 qwertyui qwertyuiop qwertyuiop1
qwertz123 qwertzui qwertzuiop azerty123 azertyuiop asdfghjk asdfghjkl asdfasdf asdf1234 asdfqwer zxcvbnm1 zxcvbnm123 zxcvbnma poiuytre poiuytrewq lkjhgfdsa mnbvcxz1 abcdefgh abcdefghi abcdefg1 abcd1234 abc12345 abc123456 a1b2c3d4 a1b2c3d4e5 aa123456 aa12345678 a12345678 a123456789
iloveyou iloveyou1 iloveyou2 iloveyou! iloveyou123 ilovegod iloveme1 loveyou1 lovelove mylove123 ichliebedich jetaime1 tequiero teamo123 sunshine sunshine1 princess princess1 football football1 baseball baseball1 basketball softball superman superman1 batman123 spiderman starwars starwars1 pokemon1 pokemon123
michelle jennifer jessica1 michael1 christopher alexander alexandra elizabeth victoria charlie1 jordan23 daniel123 andrew123 robert123 thomas123 nicholas jonathan benjamin samantha stephanie anthony1 liverpool liverpool1 chelsea1 arsenal1 barcelona realmadrid juventus manchester
trustno1 whatever whatever1 letmein1 letmein! letmein123 welcome1 welcome! welcome12 welcome123 welcome1! changeme changeme1 changeme! changeme123 changeit default1 default123 administrator admin123 admin1234 admin12345 admin@123 adminadmin root1234 rootroot toor1234 test1234 test12345 testtest testing1 testing123 tester123 guest123 guestguest user1234 username
computer computer1 internet internet1 samsung1 samsung123 google123 facebook facebook1 linkedin microsoft windows1 windows10 macintosh dropbox1 youtube1 minecraft minecraft1 nintendo playstation
secret123 secret12 topsecret mysecret supersecret shadow123 master123 monkey123 dragon123 dragonball mustang1 corvette ferrari1 porsche1 mercedes cheyenne harley01 jordan123 hunter12 killer123 ninja123 cowboys1 yankees1 dolphins dolphin1 butterfly butterfly1 snowball chocolate chocolate1 cookie123 strawberry blink182 metallica slipknot nirvana1 blahblah
summer2023 summer2024 summer2025 summer2026 winter2023 winter2024 winter2025 winter2026 spring2024 spring2025 spring2026 autumn2024 autumn2025 autumn2026 january1 february september october1 november december monday123 friday13 freedom1 forever1 godisgood jesus123 jesuschrist blessed1 heaven123 correcthorsebatterystaple
`;

/** Lower-case passwords that nobody may choose. */
export const commonPasswords: ReadonlySet<string> = new Set(words.split(/\s+/).filter((word) => word !== ''));
