# إلى من تعود عينة من البحر، وما يُكتب إلى جانب المصدر.
kind-ask-flag = علم أي دولة ترفع السفينة؟
kind-ask-flag-hint = العلم وميناء الإنزال يحددان من يصدر أي وثيقة (Res. Conf. 14.6).
kind-ask-landed-in = في ميناء أي دولة تُنزل العينات؟
kind-ask-landed-in-hint = إذا أُنزلت في دولة غير دولة العلم فهي تصدير من دولة العلم.
wizard-flag = من البحر: علم أي دولة ترفع السفينة؟
wizard-landed-in = من البحر: أين تُنزل العينات؟
ask-second-source = رمز ثانٍ
ask-second-source-none = لا يوجد
ask-second-source-hint = فقط إلى جانب I (مصادر) أو O (ما قبل الاتفاقية): من أين جاءت العينات أولاً.
answer-second-source = المصدر الثاني
sheet-second-source = رمز المصدر الثاني
sheet-reexport-permit = رقم شهادة إعادة التصدير
sheet-reexport-date = تاريخ شهادة إعادة التصدير
sheet-lot = دفعة المخزون
sheet-generations = أجيال الهجين
