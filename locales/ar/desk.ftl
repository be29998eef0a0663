# ما يراه مقدم الطلب من قائمة الانتظار
event-declare-interest = أُحيل إلى موظف آخر

# عمل يأتي ويذهب ومهل تنتهي
notice-reply-due = الطلب { $reference }: أجيبوا قبل { $until }
notice-reply-due-text = ما زلنا ننتظر جوابكم بشأن الطلب { $reference }. تنتهي المهلة في { $until }. والطلب الذي يبقى ناقصًا يُغلق عندئذ.
notice-unpaid = أُغلق الطلب { $reference }: لم يُدفع
notice-unpaid-text = لم تُدفع فاتورة الطلب { $reference } في الموعد، فيُعد مسحوبًا. لا شيء مستحق بعد الآن. يمكنكم نسخه كطلب جديد في أي وقت.
notice-consultation-dropped = سُحب الطلب { $reference }
notice-consultation-dropped-text = سحب مقدم الطلب { $reference }. لم تعد هناك حاجة إلى رأي.
notice-inspection-dropped = سُحب الطلب { $reference }
notice-inspection-dropped-text = سحب مقدم الطلب { $reference }. لم تعد هناك حاجة إلى الذهاب.
notice-inspection-ordered = أُمر بتفتيش للطلب { $reference }
notice-inspection-ordered-text = أُمر بتفتيش للطلب { $reference }: { $reason } المكان: { $place } حددوا يوم الزيارة ليعلم به مقدم الطلب.
notice-visit-set = زيارة للطلب { $reference } في { $until }
notice-visit-set-text = يأتي مفتش في { $until } بشأن الطلب { $reference }. المكان: { $place }
    { $points }
notice-expert-assigned = طُلب رأي في { $reference }
notice-expert-assigned-text = اختير لكم كتابة الرأي في { $reference }. موعده { $until }.
notice-opinion-returned = عادت مسودة الرأي في { $reference }
notice-opinion-returned-text = أعاد المنسق مسودتكم في { $reference }: { $reason }
notice-opinion-handed = مسودة الرأي في { $reference } جاهزة
notice-opinion-handed-text = مسودة الرأي في { $reference } جاهزة لإصدارها أو إعادتها.

# فحص وضعه مشرف جانبًا
check-overridden = وُضع جانبًا
aside-report = فحوص نُحّيت جانباً
opinion-tasks = آراء تُعدّ
