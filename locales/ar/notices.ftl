## Notices: title (also the subject of the e-mail) and text of each event
notice-sent = استُلم الطلب { $reference }
notice-sent-text = استلمنا طلبكم { $reference } (الإيصال { $receipt }). لا يلزمكم شيء الآن، وسنكتب إليكم إن احتجنا إلى شيء أو عند اتخاذ القرار.
notice-payment-due = دفع مستحق عن { $reference }
notice-payment-due-text = المبلغ { $amount } مستحق عن طلبكم { $reference } قبل { $until } (الفاتورة { $invoice }). يتابع الطلب سيره بعد الدفع.
notice-paid = استُلم الدفع عن { $reference }
notice-paid-text = دُفعت الفاتورة { $invoice } لطلبكم { $reference }. الإيصال في حسابكم.
notice-incomplete = معلومات ناقصة في { $reference }
notice-incomplete-text =
    لا يمكن متابعة طلبكم { $reference } بعد. يرجى استكماله قبل { $until }:

    { $points }
notice-asked = سؤال عن { $reference }
notice-asked-text =
    لدينا سؤال عن طلبكم { $reference }. يرجى الإجابة قبل { $until }:

    { $question }
notice-answered = أجاب مقدم الطلب: { $reference }
notice-answered-text = استُكمل الطلب { $reference } أو أُجيب عن سؤاله. حان دوركم.
notice-no-reply = أُغلق الطلب { $reference }
notice-no-reply-text = لم يجب أحد في الموعد، فأُغلق الطلب { $reference }. يمكنكم نسخه كطلب جديد في أي وقت.
notice-no-permit-needed = لا حاجة إلى تصريح للطلب { $reference }
notice-no-permit-needed-text = نظرنا في طلبكم { $reference }: لا حاجة إلى تصريح. السبب: { $reason }
notice-approved = تمت الموافقة على الطلب { $reference }
notice-approved-text = تمت الموافقة على طلبكم { $reference }. سيوقَّع التصريح، ونكتب إليكم عندما يصبح جاهزاً.
notice-refused = رُفض الطلب { $reference }
notice-refused-text =
    رُفض طلبكم { $reference }.

    السبب: { $refusal }
    { $reason }

    يمكنكم الطعن حتى { $until }. افتحوا الطلب واختاروا التظلم، واذكروا لماذا ينبغي أن يكون القرار غير ذلك.
notice-appeal-made = قُدِّم طعن: { $reference }
notice-appeal-made-text = يطعن مقدم الطلب في رفض { $reference }.
notice-appeal-upheld = قُبل طعنكم: { $reference }
notice-appeal-upheld-text =
    طعنكم في محله، ويُدرس الطلب { $reference } من جديد.

    { $reason }
notice-appeal-dismissed = لم يُقبل طعنكم: { $reference }
notice-appeal-dismissed-text =
    يبقى رفض الطلب { $reference } قائماً.

    { $reason }
notice-withdrawn = سُحب الطلب { $reference }
notice-withdrawn-text = سحب مقدم الطلب { $reference }. لم يبق شيء للعمل.
notice-issued = التصريح { $number } جاهز
notice-issued-text =
    صدر التصريح { $number } لطلبكم { $reference }. ادخلوا إلى حسابكم لتنزيله.

    من يحتاج إلى التأكد من صلاحيته يتحقق منه هنا: { $check }
notice-differs = كميات مختلفة في { $number }
notice-differs-text =
    التصريح { $number }: لم يغادر أو يصل كل شيء كما في التصريح.

    { $quantities }

    { $abroad }
notice-held = التصريح { $number } محتجز على الحدود
notice-held-text =
    الشحنة بموجب التصريح { $number } محتجزة على الحدود.

    { $reason }
notice-released = أُفرج عن التصريح { $number }
notice-released-text =
    يمكن للشحنة بموجب التصريح { $number } أن تتابع.

    { $reason }
notice-seized = صودرت شحنة التصريح { $number }
notice-seized-text =
    صودرت الشحنة بموجب التصريح { $number }.

    { $reason }
notice-stopped = لا يجوز استعمال التصريح { $number }
notice-stopped-text =
    لم يعد يجوز استعمال التصريح { $number }. الحالة: { $status }.

    { $reason }
notice-tell-destination = لم يعد يجوز استعمال التصريح { $number }؛ البلد المعني: { $country }
notice-tell-destination-text =
    لم يعد يجوز استعمال التصريح { $number }. الحالة: { $status }. البلد المعني: { $country }. { $commercial }

    { $abroad }
notice-expired = انتهى التصريح { $number }: أخبرونا كيف استُعمل
notice-expired-text = كان التصريح { $number } صالحاً حتى { $until }. أخبرونا في حسابكم هل استعملتموه، وأعيدوا الورقة إن لم تستعملوه.
notice-expiring-30 = ينتهي التصريح { $number } خلال 30 يوماً أو أقل
notice-expiring-30-text = التصريح { $number } صالح حتى { $until }. البنود غير المستعملة: { $lines }. يجب أن تغادر البضاعة في ذلك اليوم على الأكثر.
notice-expiring-7 = ينتهي التصريح { $number } خلال أسبوع
notice-expiring-7-text = التصريح { $number } صالح حتى { $until }. البنود غير المستعملة: { $lines }. يجب أن تغادر البضاعة في ذلك اليوم على الأكثر، ويمكن الآن إعادة تصريح لا تحتاجون إليه.
notice-unreturned = التصريح { $number }: أعيدوه أو أخبرونا كيف استُعمل
notice-unreturned-text = انتهى التصريح { $number } في { $until } ولا نعرف بعد هل استُعمل. وإلى أن تخبرونا تُعد كميته مأخوذة.
notice-use-reported = حامل التصريح { $number } يبلغ عن استعماله
notice-use-reported-text = التصريح { $number }: { $used } اقرأوا ما كتبه الحامل وسجلوه.
notice-draft-ending = مسودتكم { $reference } تنتظر
notice-draft-ending-text = لم تغيروا المسودة { $reference } منذ زمن. أكملوها أو احذفوها.
notice-quota-80 = أُخذ 80 % من حصة: { $taxon } { $year }
notice-quota-80-text = أُخذت أربعة أخماس حصة { $year } من { $taxon }.
notice-quota-100 = نفدت حصة: { $taxon } { $year }
notice-quota-100-text = أُخذت حصة { $year } من { $taxon } كاملة. لا يمكن الموافقة على المزيد منها.
notice-partner-failing = { $country } لا تجيب
notice-partner-failing-text = نظام التبادل في { $country } لا يجيب، والرسائل تنتظر ويعاد إرسالها. آخر خطأ: { $error }
notice-used-yes = استُعمل.
notice-used-no = لم يُستعمل.
notice-commercial-yes = الغرض تجاري: تُبلَّغ الأمانة أيضاً.

## The list
notices-title = الإشعارات
notices-unread = غير مقروءة
notices-all = الكل
notices-none = لا إشعارات هنا.
notices-open = فتح
notices-mark = وضع علامة مقروء
notices-mark-all = وضع علامة مقروء على الكل
notices-new = جديد
notices-in-bar = الإشعارات غير المقروءة: { $n }

## The e-mail around the text
mail-open = افتحوه في حسابكم:
mail-foot = أرسلت إليكم { $authority } هذه الرسالة بشأن معاملتكم. يُضبط ما يصلكم بالبريد في حسابكم: { $account }

## Wishes in the account
wish-title = الإشعارات بالبريد الإلكتروني
wish-lead = الإيصالات والأسئلة والقرارات والتنبيهات ترسل دائماً. ويمكنكم الاستغناء عن الباقي، وكل شيء تحت الإشعارات.
wish-language = لغة الإشعارات والصفحات
wish-optional = أرسلوا إليّ الباقي أيضاً
wish-optional-hint = الموافقة قبل التوقيع، و30 يوماً قبل انتهاء تصريح، واختلاف الكميات، والمسودات المتروكة.
wish-phone = هاتف للرسائل القصيرة
wish-phone-hint = يُترك فارغاً لعدم استلام شيء. لا تقول الرسالة القصيرة إلا أن هناك جديداً ولا تسمي أحداً.

## The test mail sink
sink-title = صندوق بريد تجريبي
sink-lead = كل بريد ورسالة نصية لهذا العرض ينتهيان هنا. لا شيء يغادر هذا الجهاز.
sink-none = لا رسائل بعد. قوموا بعمل يُبلَّغ به أحد.
sink-link = صندوق بريد تجريبي
sink-from = من
sink-subject = الموضوع
sink-id = Message-ID
sink-as-text = كنص
sink-as-html = كصفحة HTML
mail-log-at = الوقت
mail-log-to = إلى

## After issue: report of use, late list
use-title = أخبرونا كيف استُعمل التصريح
use-send = إرسال الإفادة
use-unused = لم يُستعمل
use-which = هل استُعمل؟
use-quantity = ما غادر من { $block } ({ $taxon })
use-quantity-hint = { $amount } على الأكثر، و0 لما لم يغادر.
use-statement = ما يدل على ذلك، أو سبب عدم استعماله
use-statement-hint = مكتب الجمارك واليوم ووثيقة الشحن، أو السبب.
use-reports = ما أبلغ عنه الحامل
use-report-used = استُعمل
use-report-unused = لم يُستعمل
next-title = ما التالي
next-days = ينتهي في { $date }: { $n ->
        [zero] لم يبق أي يوم.
        [one] بقي يوم واحد ({ $n }).
        [two] بقي يومان ({ $n }).
        [few] بقيت { $n } أيام.
        [many] بقي { $n } يوماً.
       *[other] بقي { $n } يوم.
    }
next-last-day = اليوم آخر أيامه.
next-open = تؤشر عليه الجمارك عند مغادرة البضاعة. إن لم تحتاجوا إليه فأعيدوه قبل ذلك اليوم.
next-over = انتهى في { $date }. أخبرونا هل استُعمل، وإلى ذلك الحين تُعد كميته مأخوذة.
next-done = استُعمل. لا يلزمكم شيء.
next-gone = لم يعد يجوز استعماله. لا تحتفظوا بما قد يُظن تصريحاً صالحاً.
next-lost = لم يعد يجوز استعماله. يمكنكم طلب بديل مع ذكر رقمه.
notice-blank-ended = أعد النموذج { $number }
notice-blank-ended-text = لم يُستكمل النموذج { $number } حتى { $until } وانتهى. أعده إلى السلطة.

notice-clock-near = { $reference }: بقي وقت قليل
notice-clock-near-text = استعمل الملف { $reference } عدد { $hours } من { $target } ساعة من هذه المهلة: { $clock }.
notice-clock-over = { $reference } متأخر
notice-clock-over-text = استعمل الملف { $reference } عدد { $hours } ساعة، والهدف { $target }. المهلة: { $clock }.
notice-listing-change = تتغير الملاحق بشأن { $taxon }
notice-listing-change-text = اعتباراً من { $until } يكون { $taxon } في: { $appendix }. يمس هذا { $number }. اسألونا إن لم تعرفوا ما العمل.
notice-law-change = تتغير قاعدة بشأن { $number }
notice-law-change-text = قاعدة تسري اعتباراً من { $until } تمس { $number }. انظروا فيه واسألونا إن لم تعرفوا ما العمل.
notice-key-ending = ينتهي مفتاح التوقيع في { $until }
notice-key-ending-text = يوقّع المفتاح { $key } حتى { $until } لا بعده. استخرجوا شهادة جديدة وأدخلوها في الموعد.
notice-cheque-bounced = أعاد المصرف الشيك { $cheque }
notice-cheque-bounced-text =
    لم يدفع المصرف الشيك { $cheque } بمبلغ { $amount } عن الفاتورة { $invoice }. ما قاله المصرف: { $reason }

    الفاتورة مستحقة من جديد. يُرجى دفعها بطريقة أخرى؛ وحتى ذلك الحين لا يُسلَّم أي تصريح عنها.
notice-bill-issued = فاتورة { $month } رقم { $invoice }
notice-bill-issued-text = جُمعت رسوم { $month } في الفاتورة { $invoice }: { $amount }، تُدفع قبل { $until }. وهي تذكر كل طلب تخصه.
notice-arrival-differs = وصل أقل مما في { $number }
notice-arrival-differs-text =
    التصريح { $number }، بلد الإصدار: { $country }. لم يصل كل شيء كما هو مدوّن فيه. يعلم الطرف المصدِر بذلك من التأكيد.

    { $quantities }

    { $abroad }
mail-reader-charge = الموظف المسؤول؛ والمشرفون حيث لا يوجد
notice-invoice-due = الفاتورة { $invoice } مستحقة الدفع
notice-invoice-due-text = المبلغ { $amount } مستحق قبل { $until } (الفاتورة { $invoice }). تجدونها في حسابكم.
notice-receipt = الإيصال { $receipt }
notice-receipt-text = استلمنا { $amount } عن الفاتورة { $invoice }. إيصالكم { $receipt } في حسابكم.
notice-urgent-missed = { $reference }: انقضت المهلة العاجلة
notice-urgent-missed-text = استغرق الملف العاجل { $reference } عندنا { $hours } ساعة، وكان الوعد { $target }. يمكن رد رسم المعالجة العاجلة.
notice-terms-stopped = الدفع الشهري للحساب { $account } متوقف
notice-terms-stopped-text = لم تُدفع الفاتورة { $invoice } بمبلغ { $amount } وشُطبت. إلى أن يقرر شخصان غير ذلك، يُدفع كل طلب للحساب { $account } على حدة.
notice-terms-resumed = عاد الحساب { $account } إلى الدفع الشهري
notice-terms-resumed-text = تُجمع رسوم الطلبات الجديدة من جديد وتصدر بها فاتورة في نهاية الشهر.
notice-amendment-asked = { $reference }: طُلب تعديل { $number }
notice-amendment-asked-text =
    يطلب صاحب التصريح { $number } تعديلا:

    { $reason }
notice-amendment-refused = رُفض تعديل { $number }
notice-amendment-refused-text =
    رُفض تعديل التصريح { $number } الذي طلبتموه ({ $reference }). يبقى التصريح كما هو ويمكن استعماله.

    السبب: { $refusal }
    { $reason }

    يمكنكم الطعن حتى { $until }. افتحوا الطلب واختاروا التظلم، واذكروا لماذا ينبغي أن يكون القرار غير ذلك.
text-news-of = هناك جديد بشأن { $about }. سجّلوا الدخول:
text-news = هناك جديد. سجّلوا الدخول:
