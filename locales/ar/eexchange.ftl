## Desk

## Foreign permits
exchange-foreign = تصاريح أجنبية
exchange-fetch = طلب تصريح
fetch-lead = اطلبوا من نظام البلد الآخر تصريحًا موجهًا إلينا.
fetch-code-hint = 26 حرفًا ورقمًا على الورقة أو في إشعار الشريك.
fetch-go = طلب التصريح
foreign-none = لا تصاريح أجنبية بعد. اطلبوا واحدًا.
foreign-received = استُلم هنا
foreign-confirmed = مؤكَّد
foreign-withdrawn = سحبه المُصدِر
foreign-unsigned = غير موقَّع
foreign-fetched = جُلب { $when }
foreign-receive = الاستلام عند الاستيراد
foreign-receive-lead = اكتبوا ما وصل فعلًا. يُبلَّغ البلد المُصدِر فورًا.
foreign-how-many = البند { $block }، { $taxon }: كم وصل؟
finding-what = الملاحظة
message-no-findings = لا ملاحظات.
message-validation = التحقق من الرسالة
severity-title = الأهمية
severity-severe = خطيرة
severity-warning = تحذير
severity-info = معلومة
finding-where = الموضع في الرسالة
