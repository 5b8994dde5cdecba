import type { enPasswordless } from './en-passwordless.ts';

/** Arabic: sign-in without a password. */
export const arPasswordless: Readonly<Record<keyof typeof enPasswordless, string>> = {
  'login.code': 'أرسل إليّ رمزًا بالبريد',
  'login.code.only': 'نرسل رمزًا إلى بريدك. لا تحتاج إلى كلمة مرور.',
  'login.email': 'البريد الإلكتروني',
  'login_code.title': 'تفقد بريدك',
  'login_code.text': 'إذا كان بإمكانك تسجيل الدخول بالعنوان {email} فقد أرسلنا إليه رمزًا.',
  'login_code.code': 'الرمز',
  'login_code.code.hint': 'أرقام أحدث رسالة. تصلح مرة واحدة، في هذا المتصفح، لبضع دقائق.',
  'login_code.missing': 'لم تصل رسالة؟ ابحث في مجلد الرسائل غير المرغوبة أو انتظر دقيقة.',
  'login_code.resend': 'إرسال رمز جديد',
  'login_code.resent': 'رمز جديد في الطريق. لم يعد الرمز السابق صالحًا.',
  'login_code.other': 'تسجيل الدخول بطريقة أخرى',
  'passwordless_link.title': 'تسجيل الدخول إلى {app}',
  'passwordless_link.text': 'بهذا تسجّل الدخول إلى {app} باسم {account} في هذا المتصفح.',
  'passwordless_link.warning': 'تابع فقط إذا كنت قد طلبت هذه الرسالة بنفسك قبل قليل وتريد تسجيل الدخول هنا.',
  'passwordless_link.button': 'تسجيل الدخول',
  'problem.login_code.lead': 'هذا الرمز غير صحيح.',
  'problem.login_code': 'خذ رمز أحدث رسالة أو اطلب رمزًا جديدًا.',
  'problem.link_dead.lead': 'لم يعد هذا الرابط صالحًا.',
  'problem.link_dead': 'استُخدم من قبل أو صار قديمًا أو حلّت محله رسالة أحدث. ارجع واطلب رسالة جديدة.',
  'problem.login_code_address.lead': 'هذا ليس عنوان بريد إلكتروني.',
  'problem.login_code_address': 'لا يمكن إرسال رمز إلا إلى عنوان مكتوب مثل name@example.com.',
  'problem.login_code_expired.lead': 'هذا الرمز قديم جدًا.',
  'problem.login_code_expired': 'اطلب رمزًا جديدًا.',
};
