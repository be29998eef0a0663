# مهام الدراسة المتوازية، والأسئلة نقطة بنقطة، والرسائل إلى السلطات في الخارج.
open-task-title = ما هو مفتوح
open-task-lead = تسير هذه المهام في الوقت نفسه. يُقترح القرار حين لا يبقى منها شيء مفتوح.
open-task-since = منذ { $date }
open-task-due = الرد قبل { $date }
open-task-late = متأخر
open-task-letter = أُرسلت رسالة إلى { $to }.
open-task-letter-none = لم يمكن إرسال رسالة: لا يوجد في الدليل عنوان لهذه السلطة. أرسلوها بالبريد.
open-task-answers = أسئلة وأجوبة
open-task-answered = أُجيب في { $date }
open-task-point = النقطة { $n }
open-task-wants = النقطة { $n } تطلب
open-task-wants-answer = كلاماً
open-task-wants-paper = وثيقة
open-task-answer = { $n }. { $text }
open-task-paper = وثيقة النقطة { $n }
open-task-no-paper = أرسلوا الوثيقة أدناه، أو بيّنوا سبب عدم وجودها.
open-task-beside = ما تريدون إضافته
flag-open-info-requested = سؤال مفتوح
flag-open-awaiting-additional-payment = دفع مفتوح
flag-open-awaiting-counterpart = بانتظار تصريح الاستيراد
flag-open-inspected = تقرير للقراءة
flag-open-inspection-requested = معاينة مفتوحة
flag-open-sa-consultation = لدى السلطة العلمية
flag-open-foreign-consultation = سؤال في الخارج
notice-authority-asked = استفسار سايتس بشأن { $reference }
notice-authority-asked-text =
    ندرس الطلب { $reference } ونرجو ردكم:

    { $question }

    يتعلق الطلب بما يلي: { $goods }. يرجى الرد على هذه الرسالة مع ذكر { $reference }. تاريخ السؤال: { $since }.
notice-abroad-asked = سُئلت سلطة في الخارج عن { $reference }
notice-abroad-asked-text =
    الاستفسار بشأن { $reference }:

    { $abroad }
open-task-letter-print = اطبعوا الرسالة
letter-inquiry = استفسار
letter-inquiry-lead = ندرس طلباً ونرجو ردكم: { $what }.
letter-inquiry-answer = يرجى الرد على { $to } مع ذكر { $number }.
letter-inquiry-to = إلى السلطة الإدارية
