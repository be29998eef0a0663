# ما تعرفه القواعد ويخبرها به المكتب.
ask-operation-own = المنشأة المسجّلة
ask-operation-own-hint = منشآتك المسجّلة اليوم لهذا النوع.
ask-operation-own-empty = ليست لديك منشأة مسجّلة اليوم لهذا النوع. اطلب القيد في السجلات أولاً.
ask-operation-none = لا شيء
effects-carriage = هل هي أمتعة شخصية أو منزلية؟
effects-carriage-hint = ما تحمله معك أو ينتقل مع منزلك لا يحتاج غالبًا إلى وثيقة.
effects-not-claimed = لا، أطلب الوثيقة
effects-free = لا حاجة إلى تصريح
effects-free-more = هذه أمتعة شخصية أو منزلية. اطبع الجواب واحمله مع إثبات مصدرها. يمكنك حذف هذه المسودة.
effects-print = جواب للطباعة
