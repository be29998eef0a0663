# Notices about authorities abroad, and to customs; the directory is an officer's page, shown in English here.
notice-abroad-told = ما كُتب إلى الخارج عن { $number }
notice-abroad-told-text =
    عن التصريح { $number }:

    { $abroad }
notice-border-alert = لا يجوز استعمال التصريح { $number }: احتجزوه
notice-border-alert-text = التصريح { $number }، الحالة: { $status }. لا تسمحوا بمرور شيء به؛ احتجزوا ما يُقدَّم معه وأبلغوا السلطة الإدارية.
abroad-sent = كُتب بالبريد الإلكتروني إلى { $name }، { $email }.
abroad-none = لم يُرسَل: عنوان السلطة الإدارية في { $country } غير معروف. أبلغوها بأنفسكم وسجّلوا العنوان: { $directory }
abroad-none-secretariat = لم يُرسَل: عنوان الأمانة غير معروف. أبلغوها بأنفسكم وسجّلوا العنوان: { $directory }
directory-title = السلطات في الخارج

notice-mail-not-taken = لم تُقبل رسالة إلكترونية منكم
notice-mail-not-taken-text = { $why } { $files }
mail-why-lapsed = انتهت صلاحية العنوان الذي أجبتم إليه: افتحوا الملف واكتبوا فيه.
mail-why-not-yours = لم يعد لكم شأن في هذا الملف، أو لم يُرسَل بعد؛ لم يُحفظ شيء من رسالتكم.
mail-why-empty = لم يكن فيها غير ما اقتُبس.
mail-why-no-case = ما أجبتم عنه لا ينتمي إلى أي ملف، فلن يجد أحد كلماتكم. سجّلوا الدخول وافتحوه من هذا الإشعار، وما تريدونه غير ذلك من السلطة فاطلبوه أو اكتبوه في ملفكم.
mail-why-files = كلماتكم في الملف. لم تُحفظ هذه المستندات بسبب نوعها أو حجمها أو ما وجده الفحص:
mail-answer-hint = يمكنكم الإجابة على هذه الرسالة: ما تكتبونه يصبح رسالة في الملف الذي تتعلق به. أما سؤال السلطة فيُجاب عنه في صفحته، حيث يُعتدّ بالجواب.
message-by-mail = بالبريد الإلكتروني
message-by-mail-other = بالبريد الإلكتروني من { $address }، وهو ليس عنوان الحساب
sink-reply = تذهب الإجابات إلى
sink-reply-hint = للإجابة كما يجيب هذا الشخص: أعطوا رسالة للأمر `manis mail-in --to` مع هذا العنوان.
notice-authority-stopped = لا يجوز استعمال تصريح سايتس { $number }
notice-authority-stopped-text =
    لم يعد يجوز استعمال تصريح سايتس { $number } منذ { $since }. الحالة: { $status }. يُرجى عدم السماح بدخول شيء به وإبلاغنا إن قُدِّم.

    ما يُعرف عنه اليوم: { $check }
notice-authority-differs = كميات مختلفة في تصريح سايتس { $number }
notice-authority-differs-text =
    تصريح سايتس { $number }: الكميات المعدودة على الحدود ليست تلك المدوّنة في التصريح أو في تأشيرته (المعدود / المدوّن)، كما يُعرف منذ { $since }.

    { $quantities }

    ما يُعرف عنه اليوم: { $check }
notice-authority-retrospective = نسخة من وثيقة سايتس ذات الأثر الرجعي { $number }
notice-authority-retrospective-text =
    صدرت وثيقة سايتس { $number } في { $since } بعد خروج العينات (القرار 12.3). تقول الخانة 5 ذلك وسببه.

    هذه هي الوثيقة: { $check }
